import type { Check, CheckVerdict } from '../domain/check.ts';
import { clean, counted, quoted } from './wording.ts';

const marks: Readonly<Record<CheckVerdict, string>> = {
  good: 'ok     ',
  careful: 'CAREFUL',
  failed: 'FAILED ',
  skipped: 'skipped',
};

/** One line a check: what happened, what it means, the remedy; then the sum of them. */
export function doctorText(checks: readonly Check[]): string {
  const count = (verdict: CheckVerdict) =>
    checks.filter((check) => check.verdict === verdict).length;
  const skipped = count('skipped') === 0 ? '' : `, ${count('skipped')} not looked at`;
  return [
    ...checks.map(checkLine),
    `${counted(checks.length, 'check')}: ${count('good')} ok, ${count('careful')} to be careful about, ${count('failed')} failed${skipped}.`,
  ].join('\n');
}

function checkLine({ name, subject, verdict, happened, means, next }: Check): string {
  const about = subject === null ? name : `${name} of ${quoted(clean(subject, 80))}`;
  const remedy = next === '' ? '' : `; ${next}`;
  return `${marks[verdict]} ${about}: ${clean(`${happened}: ${means}${remedy}`, 1000)}.`;
}
