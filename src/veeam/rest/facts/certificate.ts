import { z } from 'zod';
import type { ServerCertificate } from '../../../domain/server-fact.ts';
import { optionalText, optionalTime, text } from '../schema/fields.ts';
import { optionalInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import type { FactSource } from './fact-source.ts';

const certificateSchema = z.object({
  thumbprint: text,
  subject: optionalText,
  validFrom: optionalTime,
  validBy: optionalTime,
});

/** The certificate of the VBR service; shown to everybody. */
export const certificate: FactSource<ServerCertificate> = {
  path: '/api/v1/serverCertificate',
  what: 'its certificate',
  toRows: rowReader(certificateSchema, toCertificate),
};

function toCertificate(row: z.output<typeof certificateSchema>, zone: Zone): ServerCertificate {
  return {
    thumbprint: row.thumbprint,
    subject: row.subject,
    validFrom: optionalInstant(row.validFrom, zone),
    validTo: optionalInstant(row.validBy, zone),
  };
}
