import { z } from 'zod';
import { id, optionalFlag, optionalReference, optionalText, text } from './fields.ts';

/** A row of /backupInfrastructure/repositories/states; "GB" of VBR are GiB. */
export const repositoryStateSchema = z.object({
  id,
  name: text,
  type: text,
  hostId: optionalReference,
  hostName: optionalText,
  path: optionalText,
  capacityGB: z.number(),
  freeGB: z.number(),
  usedSpaceGB: z.number(),
  isOnline: optionalFlag,
  isOutOfDate: optionalFlag,
  scaleOutRepositoryDetails: z
    .object({ scaleOutRepositoryId: optionalReference, extentType: optionalText })
    .nullish()
    .catch(null),
});

export type RepositoryStateRow = z.output<typeof repositoryStateSchema>;
