import { HttpProblem } from '@app/plugin-sdk';

/** Answers of this gateway that are not reports; one function for each, so that the wording is in one place. */
export const problems = {
  /** The same for an unknown device, a wrong token, a wrong signature and no credential at all. */
  unauthenticated: (now: number) =>
    new HttpProblem(
      401,
      'device.unauthenticated',
      'Device not recognised',
      'Send the header "Authorization: Bearer <deviceId>.<token>" with a credential that holds, or sign the request.',
      { 'www-authenticate': 'Bearer realm="telemetry"', date: new Date(now).toUTCString() },
    ),
  clockSkew: (now: number, toleranceS: number) =>
    new HttpProblem(
      401,
      'device.clock-skew',
      'Signed time is too far away',
      `The signature holds, but webhook-timestamp is over ${toleranceS} s from now. The header Date has the right time.`,
      { 'www-authenticate': 'Bearer realm="telemetry"', date: new Date(now).toUTCString() },
    ),
  tooMany: (waitMs: number) =>
    new HttpProblem(
      429,
      'request.too-many',
      'Too many requests',
      'The device sends more requests than it may. Put more readings into one.',
      { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
    ),
  tooLarge: (limit: number) =>
    new HttpProblem(413, 'request.too-large', 'Request too large', `Send at most ${limit} bytes in one request.`),
  endlessLine: (limit: number) =>
    new HttpProblem(413, 'request.too-large', 'Request too large', `A line has gone on for ${limit} bytes.`),
  wrongType: () =>
    new HttpProblem(
      415,
      'request.unsupported-media-type',
      'Unsupported media type',
      'Send application/json, application/x-ndjson, application/cbor, application/senml+json or application/senml+cbor.',
    ),
  wrongEncoding: () =>
    new HttpProblem(
      415,
      'request.unsupported-encoding',
      'Unsupported content encoding',
      'Send the body as it is or packed by gzip.',
    ),
  brokenGzip: () =>
    new HttpProblem(400, 'request.malformed', 'Request cannot be read', 'The body is no whole gzip stream.'),
  brokenKey: () =>
    new HttpProblem(
      400,
      'idempotency.bad-key',
      'Idempotency key cannot be used',
      'An idempotency key has 1 to 180 printable ASCII characters.',
    ),
  keyReused: () =>
    new HttpProblem(
      422,
      'idempotency.key-reused',
      'Idempotency key was used before',
      'The device sent another body with this key. Take a new key for each message.',
    ),
  inProgress: () =>
    new HttpProblem(
      409,
      'idempotency.in-progress',
      'The first request is still running',
      'A request with this key is being handled. Ask again when it has ended.',
      { 'retry-after': '1' },
    ),
  unavailable: (detail: string, retryAfterS: number) =>
    new HttpProblem(503, 'server.unavailable', 'Temporarily unavailable', detail, {
      'retry-after': String(retryAfterS),
    }),
} as const;

const reasons: Readonly<Record<string, string>> = {
  'request.too-large': 'too-large',
  'request.unsupported-media-type': 'wrong-type',
  'request.unsupported-encoding': 'wrong-type',
  'idempotency.key-reused': 'key-reused',
  'idempotency.in-progress': 'in-progress',
  'request.too-many': 'too-many-requests',
};

/** The word for a problem in the ledger of what was turned away. */
export function reasonOf({ code }: HttpProblem): string {
  return reasons[code] ?? 'unreadable';
}
