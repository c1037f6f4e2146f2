import {
  type ForecastCalibration,
  forecastCalibrationSchema,
} from '../analysers/capacity/calibration.ts';
import { Fault } from '../domain/errors.ts';
import { readText } from './read-text.ts';

/** Reads and checks a table of past forecast errors; throws settings-invalid with what is wrong in which file. */
export async function loadForecastCalibration(file: string): Promise<ForecastCalibration> {
  const read = await readText(file);
  if (read.kind === 'absent') throw unusable(file, 'there is no such file');
  if (read.kind === 'unreadable') throw unusable(file, `it ${read.wrong}`);
  const parsed = forecastCalibrationSchema.safeParse(json(file, read.text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw unusable(file, `${place}${issue?.message ?? 'it is of the wrong form'}`);
}

function json(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unusable(file, 'it is not JSON', error);
  }
}

function unusable(file: string, means: string, cause?: unknown): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened: `The calibration table ${file} cannot be used`,
    means,
    next: 'name another file, or leave it out to use the table that DR365 brings along',
    cause,
  });
}
