import type { LevelShown } from '../domain/capacity-answer.ts';
import { rounded } from './wording.ts';

/** How much is told of a level: its date, its odds too, or everything. */
export type LevelDepth = 'date' | 'odds' | 'full';

/** When one level is reached, as structured content; odds in per cent by days ahead. */
export function levelContent(level: LevelShown, depth: LevelDepth) {
  const { percent, answer } = level;
  const isDated = answer === 'within' || answer === 'not-within';
  return {
    percent,
    is: answer,
    ...(isDated && {
      likely: told(level.likely),
      early: told(level.early80),
      late: told(level.late80),
      orderBy: told(level.orderBy),
    }),
    ...(isDated && depth !== 'date' && { probabilities: oddsOf(level) }),
    ...(isDated &&
      depth === 'full' && {
        early95: told(level.early95),
        late95: told(level.late95),
        orderSafelyBy: told(level.orderSafelyBy),
      }),
  };
}

function oddsOf({ probabilities }: LevelShown): Readonly<Record<string, number>> {
  const odds = probabilities.map(
    ({ withinDays, probability }) => [String(withinDays), rounded(100 * probability, 0)] as const,
  );
  return Object.fromEntries(odds);
}

function told(date: string | null): string | undefined {
  return date ?? undefined;
}

export type LevelContent = ReturnType<typeof levelContent>;

/** The same in words. */
export function levelText(level: LevelContent, horizonDays: number): string {
  return `${level.percent} %: ${answerText(level, horizonDays)}`;
}

function answerText(level: LevelContent, horizonDays: number): string {
  const { is, likely, early, late } = level;
  if (is === 'reached') return 'reached already';
  if (is === 'unknown') return 'not known when';
  const beyond = `after ${horizonDays} d`;
  const between = `${early ?? beyond} to ${late ?? beyond}`;
  const dated = likely === undefined ? `not within ${horizonDays} d` : likely;
  const interval = early === undefined && late === undefined ? '' : ` (${between})`;
  return `${dated}${interval}${fullText(level, beyond)}`;
}

function fullText({ probabilities, early95, late95, orderSafelyBy }: LevelContent, beyond: string) {
  if (probabilities === undefined) return '';
  const odds = Object.entries(probabilities).map(([days, percent]) => `${percent} % in ${days} d`);
  const wide =
    early95 === undefined && late95 === undefined
      ? ''
      : `, 95 %: ${early95 ?? beyond} to ${late95 ?? beyond}`;
  const order = orderSafelyBy === undefined ? '' : `, order safely by ${orderSafelyBy}`;
  return `${wide}, odds ${odds.join(', ')}${order}`;
}
