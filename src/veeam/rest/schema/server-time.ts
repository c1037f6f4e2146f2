import { z } from 'zod';
import { optionalText, time } from './fields.ts';

/** /serverTime; the zone's IANA name is told from 1.3-rev2 on, before that as Windows shows it. */
export const serverTimeSchema = z.object({
  serverTime: time,
  timeZone: optionalText,
  ianaTimeZoneId: optionalText,
});
