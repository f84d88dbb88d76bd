import { z } from '@app/plugin-sdk';
import { toE164 } from '../phone';
import { type Call, CallRefused, type IncomingCall } from './call';
import { sameText } from './signatures';

const parameters = z.object({
  from: z.string().min(1).max(64),
  text: z.string().max(10_000),
  /** Unix s, when the SMS centre took it. */
  ts: z
    .string()
    .regex(/^\d{9,11}$/)
    .optional(),
  id: z.string().min(1).max(100).optional(),
});

const utf16 = new TextDecoder('utf-16be');

/**
 * The text as the device wrote it. Kannel hands on UCS-2 as its bytes; a report begins with a letter or a blank, whose
 * first byte there is 0.
 */
function textIn(query: string, text: string): string {
  const value = /(?:^|&)text=(%00[^&]*)/.exec(query)?.[1];
  if (value === undefined) return text;
  const bytes = value
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return utf16.decode(Buffer.from(bytes, 'latin1'));
}

/**
 * A call in Kannel's form: GET or POST with everything in the query, among it the shared secret.
 * @throws {CallRefused}
 */
export function kannelCall({ request, config, secret }: IncomingCall): Call {
  const query = new URLSearchParams(request.query);
  if (!sameText(query.get('secret') ?? '', secret)) throw new CallRefused('bad-secret', 401, 'The secret is wrong.');
  const parsed = parameters.safeParse(Object.fromEntries(query));
  if (!parsed.success) {
    throw new CallRefused('bad-request', 400, 'The parameters from and text are needed; ts is in Unix seconds.');
  }
  const { from, text, ts, id } = parsed.data;
  return {
    message: {
      from: toE164(from, 0, config.countryCode),
      content: textIn(request.query, text),
      sentMs: ts === undefined ? null : Number(ts) * 1_000,
      id: id ?? null,
      reference: ts === undefined ? null : `at/${ts}`,
    },
    // An empty answer: whatever it says would be sent back to the device.
    answer: () => ({ status: 200, body: '', contentType: 'text/plain' }),
  };
}
