import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * Signature of a message after Standard Webhooks 1.0: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64.
 * @param secret - `whsec_` and the key in base64
 * @param timestampS - of the attempt, Unix s
 */
export function signatureOf(secret: string, id: string, timestampS: number, body: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampS}.${body}`).digest('base64')}`;
}
