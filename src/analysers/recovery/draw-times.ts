import { chiSquareDraw, normalDraw } from '../../statistics/chi-square-draw.ts';
import type { Prediction } from '../../statistics/linear-prediction.ts';
import type { RandomNumbers } from '../../statistics/random-numbers.ts';

/** The predicted logarithm of one machine's minutes, and the name of the model that it comes from. */
export interface ExpectedTime extends Prediction {
  readonly model: string;
}

/** What one run takes a model's own error for: alike for all machines that it predicts. */
interface ModelError {
  /** The true standard deviation over the estimated one. */
  readonly scale: number;
  readonly shift: number;
  readonly tilt: number;
}

/**
 * Draws the minutes of all machines anew at each call. The logarithm of each has Student's t distribution about its prediction, as one
 * new observation has; machines of one model share its error, so that few restores make all of them slow together.
 */
export function createTimeDraws(
  machines: readonly ExpectedTime[],
  random: RandomNumbers,
): () => Float64Array {
  const models = new Map(machines.map((machine) => [machine.model, machine] as const));
  const minutes = new Float64Array(machines.length);
  return () => {
    const errors = new Map([...models].map(([model, one]) => [model, errorOf(one, random)]));
    machines.forEach(({ model, value, residual, lean }, place) => {
      const { scale = 1, shift = 0, tilt = 0 } = errors.get(model) ?? {};
      const deviation = normalDraw(random) + shift + tilt * lean;
      minutes[place] = Math.exp(value + residual * scale * deviation);
    });
    return minutes;
  };
}

function errorOf({ freedom, n }: Prediction, random: RandomNumbers): ModelError {
  return {
    scale: Math.sqrt(freedom / chiSquareDraw(freedom, random)),
    shift: normalDraw(random) / Math.sqrt(n),
    tilt: normalDraw(random),
  };
}
