import { z } from 'zod';

// Without a lifetime the token is taken to be short-lived.
const unknownLifetimeSeconds = 120;

/** The answer to a sign-in. The documented `.issued` and `.expires` are local times and not used. */
export const tokenSchema = z
  .object({
    access_token: z.string().min(1),
    refresh_token: z.string().min(1).nullish().catch(null),
    expires_in: z.coerce.number().positive().nullish().catch(null),
  })
  .transform((token) => ({
    access: token.access_token,
    refresh: token.refresh_token ?? null,
    expiresInSeconds: token.expires_in ?? unknownLifetimeSeconds,
  }));
