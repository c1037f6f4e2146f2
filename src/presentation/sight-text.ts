import type { HeadContent, SightContent } from './sight-content.ts';
import { counted, quoted } from './wording.ts';

/** The first lines of every answer: what is stale before anything else. */
export function headLines({ warning, asOf, estate, serversOmitted }: HeadContent): string[] {
  const lines: string[] = [];
  if (warning !== undefined) lines.push(warning);
  lines.push(`As of ${asOf}${estate === undefined ? '' : `, ${estate}`}.`);
  if (serversOmitted !== undefined) {
    lines.push(`${counted(serversOmitted, 'more server')} not shown: ask with server.`);
  }
  return lines;
}

/** One server's freshness and what it cannot see. */
export function sightLines(sight: SightContent): string[] {
  const age = sight.age === undefined ? '' : `, ${sight.age} old`;
  const lines = [
    `Server ${quoted(sight.server)} (REST ${sight.revision}, build ${sight.build}): data ${sight.data}${age}; collected ${sight.collected}, analysed ${sight.analysed}; logs pending: ${sight.logsPending}.`,
  ];
  const blind = blindText(sight);
  if (blind !== null) lines.push(`  Cannot see: ${blind}.`);
  return lines;
}

function blindText({ cannotSee, cannotSeeOmitted }: SightContent): string | null {
  const spots = cannotSee.map(({ sources, is, why, lastSeen }) => {
    const seen = lastSeen === undefined ? '' : `, last seen ${lastSeen}`;
    return `${sources.join(', ')} (${is}: ${why}${seen})`;
  });
  if (cannotSeeOmitted !== undefined) spots.push(`${cannotSeeOmitted} more`);
  return spots.length === 0 ? null : spots.join('; ');
}
