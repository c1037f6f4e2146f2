import { Fault } from '../../domain/errors.ts';
import type { ServerClock } from '../../domain/vbr-server.ts';
import type { Clock } from '../../ports/clock.ts';
import { unsupported } from './reading/answer.ts';
import type { Reader } from './reading/reader.ts';
import { serverTimeSchema } from './schema/server-time.ts';
import { toServerClock, zoneOf } from './translate/server-clock.ts';
import { createZone, type Zone } from './translate/zone.ts';

/** The server's clock, and the zone of its offset-less times. */
export interface ServerClockReader {
  readonly clock: () => Promise<ServerClock>;
  /** Asked of the server once, unless the settings give the zone. */
  readonly zone: () => Promise<Zone>;
}

const path = '/api/v1/serverTime';

export function createServerClockReader(
  reader: Reader,
  clock: Clock,
  settingsZone: string | null,
): ServerClockReader {
  let zone: Zone | null = settingsZone === null ? null : createZone(settingsZone);

  const read = async (): Promise<ServerClock> => {
    const before = clock.now().getTime();
    const body = await reader.item(path);
    if (body === null) throw unsupported(path);
    const readAt = new Date((before + clock.now().getTime()) / 2);
    const parsed = serverTimeSchema.safeParse(body);
    const reading = parsed.success
      ? toServerClock({
          serverTime: parsed.data.serverTime,
          toldZone: parsed.data.ianaTimeZoneId,
          displayName: parsed.data.timeZone,
          settingsZone,
          readAt,
        })
      : null;
    if (reading === null) throw unreadable(reader.place);
    zone ??= createZone(zoneOf(reading));
    return reading;
  };

  // Many lists may begin at once; the first of them asks for all.
  let pending: Promise<Zone> | null = null;
  const askZone = (): Promise<Zone> => {
    pending ??= read()
      .then((reading) => zone ?? createZone(zoneOf(reading)))
      .finally(() => {
        pending = null;
      });
    return pending;
  };

  return { clock: read, zone: async () => zone ?? askZone() };
}

function unreadable(place: string): Fault {
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} did not tell its time in a way that can be read`,
    means: 'times without an offset cannot be placed',
    next: 'set the time zone of this server in dr365.config.yaml and run again',
  });
}
