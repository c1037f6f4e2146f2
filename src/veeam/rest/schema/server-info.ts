import { z } from 'zod';
import { optionalText } from './fields.ts';

/** /serverInfo, as far as an installation is told apart by it. */
export const serverInfoSchema = z.object({
  vbrId: optionalText,
  name: optionalText,
  buildVersion: optionalText,
  platform: optionalText,
});
