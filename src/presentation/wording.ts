import { shownText } from '../domain/foreign-text.ts';

const hourMinutes = 60;
const dayMinutes = 24 * hourMinutes;

/** An instant to the minute in UTC, such as `2026-11-23T06:00Z`. */
export function instantText(instant: Date): string {
  return `${instant.toISOString().slice(0, 16)}Z`;
}

/** The same where the instant may be unknown; unknown stays out of an answer. */
export function knownInstant(instant: Date | null | undefined): string | undefined {
  return instant ? instantText(instant) : undefined;
}

/** A span in the largest unit that keeps it readable: `45 min`, `5 h`, `3.2 d`. */
export function spanText(minutes: number): string {
  if (minutes < 2 * hourMinutes) return `${Math.round(minutes)} min`;
  if (minutes < 2 * dayMinutes) return `${Math.round(minutes / hourMinutes)} h`;
  return `${rounded(minutes / dayMinutes, 1)} d`;
}

/** The time between two instants, in words. */
export function timeBetween(from: Date, to: Date): string {
  return spanText((to.getTime() - from.getTime()) / 60_000);
}

/** Rounded to so many decimals; the only rounding an answer does. */
export function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}

/** `1 run`, `2 runs`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Foreign text in quotation marks that it cannot close itself. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', "'")}"`;
}

/** Text that may come from VBR or the settings, cleaned and cut. */
export function clean(text: string, most: number): string {
  return shownText(text, most);
}

/** ` on "name"` where the server is told. */
export function onServer(server: string | undefined): string {
  return server === undefined ? '' : ` on ${quoted(server)}`;
}
