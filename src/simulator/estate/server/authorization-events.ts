import { chanceFrom, fraction, pick, textHash, whole } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { slotsTouching } from '../operations/slots.ts';
import { dayMs, hourMs } from '../zone-clock.ts';

/** A request for a second approval, or a change of rights that is only told. */
export interface AuthorizationEvent {
  readonly id: string;
  readonly name: string;
  readonly state: 'Pending' | 'Approved' | 'Rejected' | 'Expired' | 'Info';
  readonly createdMs: number;
  readonly createdBy: string;
  readonly expiresMs: number | null;
  /** Both null while nobody has decided. */
  readonly processedMs: number | null;
  readonly processedBy: string | null;
}

const slotMs = 4 * dayMs;
const asked = ['Delete backup from disk', 'Remove repository', 'Delete backup job', 'Add user'];
const told = ['Role was assigned to a user', 'Four-eyes authorization was changed'];

/** Every event so far, oldest first, as it stands at the estate's now. */
export function authorizationEvents(estate: Estate): AuthorizationEvent[] {
  const { startMs, nowMs } = estate;
  return slotsTouching(slotMs, startMs, nowMs)
    .map((slot) => eventOf(estate, slot))
    .filter(({ createdMs }) => createdMs > startMs && createdMs <= nowMs);
}

function eventOf({ options, identifiers, nowMs }: Estate, slot: number): AuthorizationEvent {
  const chance = chanceFrom(options.seed, textHash('authorization'), slot);
  const createdMs = Math.floor((slot + fraction(chance)) * slotMs);
  const isRequest = fraction(chance) < 0.7;
  const base = {
    id: identifiers.of('other', 800_000_000 + (slot % 100_000_000)),
    name: pick(chance, isRequest ? asked : told),
    createdMs,
    createdBy: `ESTATE\\operator${whole(chance, 1, 9)}`,
  };
  const undecided = { processedMs: null, processedBy: null };
  if (!isRequest) return { ...base, ...undecided, state: 'Info', expiresMs: null };
  const expiresMs = createdMs + 7 * dayMs;
  const draw = fraction(chance);
  const processedMs = createdMs + Math.floor((0.2 + fraction(chance) * 50) * hourMs);
  const isDecided = draw < 0.85 && processedMs <= nowMs;
  if (!isDecided) {
    const state = expiresMs <= nowMs ? 'Expired' : 'Pending';
    return { ...base, ...undecided, state, expiresMs };
  }
  const state = draw < 0.65 ? 'Approved' : 'Rejected';
  return { ...base, state, expiresMs, processedMs, processedBy: 'ESTATE\\approver1' };
}
