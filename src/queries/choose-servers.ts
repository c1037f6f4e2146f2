import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { ServerOverview } from '../ports/answer-store.ts';

const mostNamesShown = 5;

/** The servers that a name, an address or an id means, without case; all of them when none is asked for. */
export function chooseServers(
  known: readonly ServerOverview[],
  wanted: string | undefined,
): readonly ServerOverview[] {
  if (wanted === undefined) return known;
  const sought = wanted.trim().toLowerCase();
  const chosen = known.filter((server) => namesOf(server).includes(sought));
  if (chosen.length > 0) return chosen;
  const entries = known.slice(0, mostNamesShown).map((server) => shownText(server.entry, 60));
  throw new Fault({
    code: 'not-found',
    happened: `no VBR server is known as "${shownText(wanted, 60)}"`,
    means: 'nothing was answered',
    next: entries.length > 0 ? `use one of ${entries.join(', ')}` : 'run a collection first',
  });
}

function namesOf(server: ServerOverview): readonly string[] {
  const names = [server.entry, server.address, String(server.id), server.info?.name ?? ''];
  return names.filter((name) => name !== '').map((name) => name.toLowerCase());
}
