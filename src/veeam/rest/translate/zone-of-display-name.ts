import { DateTime, IANAZone } from 'luxon';

/** A zone as Windows shows it: `(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague`. */
const displayName = /^\(UTC(?:([+-])(\d{2}):(\d{2}))?\)\s*(.+)$/;

const areas = [
  ...['Europe', 'America', 'Asia', 'Africa', 'Australia', 'Pacific', 'Atlantic', 'Indian'],
  'America/Argentina',
];

/** What Windows calls by no city that the zone database knows. */
const withoutCity: Readonly<Record<string, string>> = {
  'Coordinated Universal Time': 'UTC',
  'Eastern Time (US & Canada)': 'America/New_York',
  'Central Time (US & Canada)': 'America/Chicago',
  'Mountain Time (US & Canada)': 'America/Denver',
  'Pacific Time (US & Canada)': 'America/Los_Angeles',
  'Atlantic Time (Canada)': 'America/Halifax',
  'Indiana (East)': 'America/Indiana/Indianapolis',
  Arizona: 'America/Phoenix',
  Saskatchewan: 'America/Regina',
  Alaska: 'America/Anchorage',
  Hawaii: 'Pacific/Honolulu',
  Newfoundland: 'America/St_Johns',
  Brasilia: 'America/Sao_Paulo',
  'City of Buenos Aires': 'America/Argentina/Buenos_Aires',
  'West Central Africa': 'Africa/Lagos',
};

/**
 * The IANA zone of a Windows display name, which servers tell before they tell the IANA name itself. Taken only when its winter time is
 * what the name says and its present offset is the server's own; otherwise null.
 */
export function zoneOfDisplayName(name: string, offsetMinutes: number, at: Date): string | null {
  const [, sign, hours = '0', minutes = '0', places] = displayName.exec(name.trim()) ?? [];
  if (places === undefined) return null;
  const toldMinutes = (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  const fits = (zone: string) =>
    IANAZone.isValidZone(zone) &&
    offsetIn(zone, at) === offsetMinutes &&
    winterOffset(zone, at) === toldMinutes;
  return placesOf(places).flatMap(zonesOf).find(fits) ?? null;
}

/** The whole first, since some names have a comma of their own. */
function placesOf(text: string): readonly string[] {
  return [text, ...text.split(',').map((place) => place.trim())];
}

function zonesOf(place: string): readonly string[] {
  const known = withoutCity[place];
  const city = place.replaceAll(' ', '_');
  return [...(known === undefined ? [] : [known]), ...areas.map((area) => `${area}/${city}`)];
}

function winterOffset(zone: string, at: Date): number {
  const year = at.getUTCFullYear();
  const months = [0, 6].map((month) => offsetIn(zone, new Date(Date.UTC(year, month, 1))));
  return Math.min(...months);
}

function offsetIn(zone: string, at: Date): number {
  return DateTime.fromJSDate(at, { zone }).offset;
}
