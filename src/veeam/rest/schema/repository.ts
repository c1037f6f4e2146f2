import { z } from 'zod';
import { id, optionalReference, optionalText, text } from './fields.ts';

/** The part of a repository that every type shares. */
export const repositorySchema = z.object({
  id,
  name: text,
  type: text,
  description: optionalText,
  hostId: optionalReference,
});

export type RepositoryRow = z.output<typeof repositorySchema>;
