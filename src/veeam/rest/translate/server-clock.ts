import { DateTime, IANAZone } from 'luxon';
import { Fault } from '../../../domain/errors.ts';
import { shownText } from '../../../domain/foreign-text.ts';
import type { ServerClock } from '../../../domain/vbr-server.ts';
import { hasOffset, instantOf } from './instant.ts';
import { createZone } from './zone.ts';
import { zoneOfDisplayName } from './zone-of-display-name.ts';

/** What /serverTime said, and the zone the settings give, if any. */
export interface ClockReading {
  readonly serverTime: string;
  readonly toldZone: string | null;
  /** The zone as Windows shows it; all that is told before 1.3-rev2. */
  readonly displayName: string | null;
  readonly settingsZone: string | null;
  /** Our own instant in the middle of the request. */
  readonly readAt: Date;
}

/** The server's clock; null when the time cannot be read, or has neither offset nor zone. */
export function toServerClock(reading: ClockReading): ServerClock | null {
  const zone = reading.settingsZone ?? knownZone(reading.toldZone) ?? shownZone(reading);
  if (!hasOffset(reading.serverTime) && zone === null) return null;
  const serverTime = instantOf(reading.serverTime, createZone(zone ?? 'UTC'));
  if (serverTime === null) return null;
  return {
    serverTime,
    offsetMinutes:
      zone === null
        ? DateTime.fromISO(reading.serverTime, { setZone: true }).offset
        : DateTime.fromJSDate(serverTime, { zone }).offset,
    zone,
    skewSeconds: (serverTime.getTime() - reading.readAt.getTime()) / 1000,
  };
}

/** The zone to resolve offset-less times in: the IANA zone, or else the present offset as a fixed one. */
export function zoneOf({ zone, offsetMinutes }: ServerClock): string {
  if (zone !== null) return zone;
  const size = Math.abs(offsetMinutes);
  const minutes = String(size % 60).padStart(2, '0');
  return `UTC${offsetMinutes < 0 ? '-' : '+'}${Math.floor(size / 60)}:${minutes}`;
}

/** Refuses a zone of the settings that does not exist. */
export function checkedZone(zone: string | null): string | null {
  if (zone === null || IANAZone.isValidZone(zone)) return zone;
  throw new Fault({
    code: 'settings-invalid',
    happened: `"${shownText(zone, 60)}" is not a time zone`,
    means: 'the times of this server cannot be read with it',
    next: 'write an IANA name such as Europe/Berlin in the settings of this server',
  });
}

function knownZone(told: string | null): string | null {
  return told !== null && IANAZone.isValidZone(told) ? told : null;
}

/** A shown name is trusted only beside a time with an offset, which it must agree with. */
function shownZone({ displayName, serverTime }: ClockReading): string | null {
  if (displayName === null || !hasOffset(serverTime)) return null;
  const told = DateTime.fromISO(serverTime, { setZone: true });
  return told.isValid ? zoneOfDisplayName(displayName, told.offset, told.toJSDate()) : null;
}
