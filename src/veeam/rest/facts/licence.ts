import { z } from 'zod';
import type { Licence } from '../../../domain/server-fact.ts';
import {
  optionalAmount,
  optionalPart,
  optionalText,
  optionalTime,
  text,
} from '../schema/fields.ts';
import { optionalInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import type { FactSource } from './fact-source.ts';

const ends = { expirationDate: optionalTime, supportExpirationDate: optionalTime };

/** The ends stand at the top before 1.3-rev2, and in the summary of each section since. */
const licenceSchema = z.object({
  status: text,
  type: optionalText,
  edition: optionalText,
  ...ends,
  instanceLicenseSummary: optionalPart(
    z.object({
      licensedInstancesNumber: optionalAmount,
      usedInstancesNumber: optionalAmount,
      ...ends,
    }),
  ),
  socketLicenseSummary: optionalPart(
    z.object({
      licensedSocketsNumber: optionalAmount,
      usedSocketsNumber: optionalAmount,
      ...ends,
    }),
  ),
});

type LicenceRow = z.output<typeof licenceSchema>;
type End = keyof typeof ends;

/** The installed licence. */
export const licence: FactSource<Licence> = {
  path: '/api/v1/license',
  what: 'its licence',
  toRows: rowReader(licenceSchema, toLicence),
};

function toLicence(row: LicenceRow, zone: Zone): Licence {
  const instances = row.instanceLicenseSummary;
  const sockets = row.socketLicenseSummary;
  return {
    status: row.status,
    type: row.type,
    edition: row.edition,
    expiresAt: endOf(row, 'expirationDate', zone),
    supportExpiresAt: endOf(row, 'supportExpirationDate', zone),
    licensedInstances: instances?.licensedInstancesNumber ?? null,
    usedInstances: instances?.usedInstancesNumber ?? null,
    licensedSockets: sockets?.licensedSocketsNumber ?? null,
    usedSockets: sockets?.usedSocketsNumber ?? null,
  };
}

/** The first end of any section that licenses something: from then on a part of the estate is not covered. */
function endOf(row: LicenceRow, end: End, zone: Zone): Date | null {
  const atTop = optionalInstant(row[end], zone);
  if (atTop !== null) return atTop;
  const { instanceLicenseSummary: instances, socketLicenseSummary: sockets } = row;
  const sections = [
    instances?.licensedInstancesNumber === 0 ? null : instances,
    sockets?.licensedSocketsNumber === 0 ? null : sockets,
  ];
  const instants = sections
    .map((section) => optionalInstant(section?.[end] ?? null, zone))
    .filter((instant) => instant !== null);
  return instants.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
