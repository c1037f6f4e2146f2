import type { LevelShown } from '../domain/capacity-answer.ts';
import { rounded } from './wording.ts';

/** When one level is reached, as structured content; with `isFull` also the odds, in per cent by days ahead. */
export function levelContent(level: LevelShown, isFull: boolean) {
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
    ...(isDated && isFull && oddsContent(level)),
  };
}

function oddsContent({ early95, late95, orderSafelyBy, probabilities }: LevelShown) {
  const odds = probabilities.map(
    ({ withinDays, probability }) => [String(withinDays), rounded(100 * probability, 0)] as const,
  );
  return {
    early95: told(early95),
    late95: told(late95),
    orderSafelyBy: told(orderSafelyBy),
    probabilities: Object.fromEntries(odds),
  };
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
  const odds = Object.entries(probabilities).map(([days, percent]) => `${days} d ${percent} %`);
  const wide =
    early95 === undefined && late95 === undefined
      ? ''
      : `, 95 %: ${early95 ?? beyond} to ${late95 ?? beyond}`;
  const order = orderSafelyBy === undefined ? '' : `, order safely by ${orderSafelyBy}`;
  return `${wide}, P(reached within): ${odds.join(', ')}${order}`;
}
