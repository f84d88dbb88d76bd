import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token opens: `hyk` an API key, `hyr` a refresh token. */
export type TokenPrefix = 'hyk' | 'hyr';

/** A token split up. The secret has 256 random bits, so a plain SHA-256 of it may be stored. */
export interface OpaqueToken {
  /** UUID of the row that knows the token. */
  id: string;
  secret: string;
}

const pattern = /^(hyk|hyr)_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/** Makes the text that its holder keeps, and the hash that the table keeps. */
export function makeToken(prefix: TokenPrefix, id: string): { token: string; secretHash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${prefix}_${id.replaceAll('-', '')}_${secret}`, secretHash: hashSecret(secret) };
}

/** @returns null for everything that is no token of this kind */
export function parseToken(prefix: TokenPrefix, text: string): OpaqueToken | null {
  const match = pattern.exec(text);
  if (match === null || match[1] !== prefix) return null;
  const [, , hex, secret] = match as unknown as [string, string, string, string];
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { id, secret };
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in constant time. */
export function secretMatches(secret: string, stored: Buffer): boolean {
  const hash = hashSecret(secret);
  return stored.length === hash.length && timingSafeEqual(stored, hash);
}
