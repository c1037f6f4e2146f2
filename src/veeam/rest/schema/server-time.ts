import { z } from 'zod';
import { optionalText, time } from './fields.ts';

/** /serverTime; the zone's IANA name is told from 1.3-rev2 on. */
export const serverTimeSchema = z.object({ serverTime: time, ianaTimeZoneId: optionalText });
