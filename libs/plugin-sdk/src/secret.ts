import { z } from 'zod';

/**
 * A field of a configuration that is a secret: the host stores it encrypted, never shows it again and keeps it out of
 * logs. In the JSON Schema it is marked `writeOnly`.
 */
export function secret(): z.ZodString {
  return z.string().min(1).max(16_384).meta({ writeOnly: true, format: 'password' });
}
