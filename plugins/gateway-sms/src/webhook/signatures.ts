import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Compares without telling by time how much was right. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(left as Buffer, right as Buffer);
}

/**
 * `X-Twilio-Signature` of a call: Base64 of HMAC-SHA1 over the public address and, of a form, each name with its value,
 * sorted by name.
 */
export function twilioSignature(token: string, url: string, form: URLSearchParams): string {
  let text = url;
  for (const name of [...new Set(form.keys())].sort()) {
    for (const value of [...new Set(form.getAll(name))].sort()) text += name + value;
  }
  return createHmac('sha1', token).update(text).digest('base64');
}

/** Whether the body of a JSON call is the one that its signed address names. */
export function sameBody(body: Uint8Array, sha256: string): boolean {
  return sameText(createHash('sha256').update(body).digest('hex'), sha256.toLowerCase());
}

const TOLERANCE_S = 300;

export type WebhookCheck = 'genuine' | 'bad-signature' | 'bad-timestamp';

/**
 * Checks a call signed by the Standard Webhooks scheme (`webhook-id`, `webhook-timestamp`, `webhook-signature`).
 * @param secret - `whsec_` and Base64, or any other text, taken as it is
 * @param nowMs - Unix ms
 */
export function checkStandardWebhook(
  secret: string,
  { id, timestamp, signature }: { id: string; timestamp: string; signature: string },
  body: Uint8Array,
  nowMs: number,
): WebhookCheck {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  const signatures = signature.split(' ').slice(0, 10);
  if (id === '' || !signatures.some((each) => sameText(each, `v1,${expected}`))) return 'bad-signature';
  return /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs / 1_000 - Number(timestamp)) <= TOLERANCE_S
    ? 'genuine'
    : 'bad-timestamp';
}
