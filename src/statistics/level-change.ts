/** Where a series most likely changed its level for good, and how far it speaks for that. */
export interface LevelChange {
  /** The first place of the new level: the likeliest of the seven places in a row that hold it most likely. */
  readonly at: number;
  /** ln of the Bayes factor of one change, anywhere alike, against none: above 0 the series speaks for a change. */
  readonly evidence: number;
}

export interface ChangeAsked {
  /** Values that each level has at least. */
  readonly leastLength: number;
  /** No noise is taken for steadier than this. */
  readonly leastSpread: number;
}

/** Changes are of about three times the independent part of the noise; as a square. */
const usualSquare = 9;
/** The autocorrelations that noise may have, each as likely as the others. */
const autocorrelations = Array.from({ length: 10 }, (_, step) => step / 10);
/** Places on each side of the middle of seven. */
const reach = 3;

/**
 * One change of level in noise with an unknown autocorrelation ρ of first order (u = eₜ − ρ eₜ₋₁ independent and normal): for each ρ and
 * place the likelihood over all levels (flat) and noises σ of u (1/σ), with N(0, 9 σ²) for the size of the change; the mean over ρ and
 * places against the mean over ρ without a change. Chernoff and Zacks 1964 for the place that is not
 * known, Zellner and Tiao 1964 for ρ. Null where the series is too short for two levels.
 */
export function levelChange(values: readonly number[], asked: ChangeAsked): LevelChange | null {
  const { leastLength } = asked;
  const places = values.length - 2 * leastLength + 1;
  if (places < 1) return null;
  const views = autocorrelations.map((rho) => viewOf(values, rho, places, asked));
  const none = logSum(views.map(({ weight, left }) => weight - power(values) * Math.log(left)));
  const terms = views.map(() => 0);
  const byPlace = Array.from({ length: places }, (_, place) => {
    for (const [index, view] of views.entries())
      terms[index] = logLikelihood(view, place, power(values));
    return logSum(terms);
  });
  const evidence = logSum(byPlace) - Math.log(places) - none;
  return { at: leastLength + likeliest(byPlace), evidence };
}

/** A series whose noise was made independent for one ρ. */
interface View {
  /** ln of what does not depend on the change. */
  readonly weight: number;
  /** Sum of squares that one level leaves. */
  readonly left: number;
  /** What a step at each place would explain: score² / information of those squares. */
  readonly scores: Float64Array;
  readonly informations: Float64Array;
  readonly floor: number;
}

function viewOf(values: readonly number[], rho: number, places: number, asked: ChangeAsked): View {
  const count = values.length;
  const part = 1 - rho;
  const first = values[0] ?? 0;
  // What is independent: √(1−ρ²) of the first value, and each other one less ρ times the one before.
  const after = new Float64Array(count + 1);
  let squares = part * (1 + rho) * first ** 2;
  for (let place = count - 1; place > 0; place -= 1) {
    const own = (values[place] ?? 0) - rho * (values[place - 1] ?? 0);
    after[place] = (after[place + 1] ?? 0) + own;
    squares += own * own;
  }
  const ofLevel = part * (1 + rho) + (count - 1) * part * part;
  const level = part * (1 + rho) * first + part * (after[1] ?? 0);
  const floor = count * asked.leastSpread ** 2 * part * (1 + rho);
  const left = Math.max(floor, squares - level ** 2 / ofLevel);
  const scores = new Float64Array(places);
  const informations = new Float64Array(places);
  for (let index = 0; index < places; index += 1) {
    const at = index + asked.leastLength;
    const rest = after[at + 1] ?? 0;
    const ofBoth = part + (count - at - 1) * part * part;
    const information = ofBoth + rho - ofBoth ** 2 / ofLevel;
    const score = (after[at] ?? 0) - rest + part * rest - (ofBoth * level) / ofLevel;
    informations[index] = information;
    scores[index] = score;
  }
  const weight = Math.log(part * (1 + rho)) / 2 - Math.log(ofLevel) / 2;
  return { weight, left, scores, informations, floor };
}

function logLikelihood(view: View, place: number, exponent: number): number {
  const information = view.informations[place] ?? 0;
  const explained = (view.scores[place] ?? 0) ** 2 / (information + 1 / usualSquare);
  const left = Math.max(view.floor, view.left - explained);
  return view.weight - Math.log1p(usualSquare * information) / 2 - exponent * Math.log(left);
}

function power(values: readonly number[]): number {
  return (values.length - 1) / 2;
}

function logSum(logarithms: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const each of logarithms) most = Math.max(most, each);
  let sum = 0;
  for (const each of logarithms) sum += Math.exp(each - most);
  return most + Math.log(sum);
}

/** A single place is often the likeliest by chance where noise is loud; that with likely neighbours is nearer to the truth. */
function likeliest(byPlace: readonly number[]): number {
  const most = highest(byPlace, 0, byPlace.length);
  const shares = byPlace.map((each) => Math.exp(each - (byPlace[most] ?? 0)));
  const around = shares.map((_, place) => {
    let share = 0;
    for (let other = place - reach; other <= place + reach; other += 1) share += shares[other] ?? 0;
    return share;
  });
  const middle = highest(around, 0, around.length);
  return highest(shares, Math.max(0, middle - reach), middle + reach + 1);
}

/** The place of the highest value before `end`, the first of several. */
function highest(values: readonly number[], from: number, end: number): number {
  let best = from;
  for (let place = from; place < Math.min(end, values.length); place += 1)
    if ((values[place] ?? 0) > (values[best] ?? 0)) best = place;
  return best;
}
