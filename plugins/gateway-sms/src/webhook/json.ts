import { toIngestReport, z } from '@app/plugin-sdk';
import { toE164 } from '../phone';
import { type Call, CallRefused, type IncomingCall, header } from './call';
import { checkStandardWebhook } from './signatures';

const message = z.object({
  from: z.string().min(1).max(64),
  text: z.string().max(10_000),
  sentAt: z.iso.datetime({ offset: true }).optional(),
});

/**
 * A JSON call signed by the Standard Webhooks scheme: `{"from", "text", "sentAt"?}`.
 * @throws {CallRefused}
 */
export function jsonCall({ request, body, config, secret, nowMs }: IncomingCall): Call {
  const id = header(request, 'webhook-id');
  const [timestamp, signature] = [header(request, 'webhook-timestamp'), header(request, 'webhook-signature')];
  const check = checkStandardWebhook(secret, { id, timestamp, signature }, body, nowMs);
  if (check === 'bad-signature') throw new CallRefused(check, 401, 'The signature does not fit to the call.');
  if (check === 'bad-timestamp') throw new CallRefused(check, 401, 'The call is signed for another time.');
  const parsed = message.safeParse(read(body));
  if (!parsed.success) throw new CallRefused('bad-request', 400, 'Send {"from", "text", "sentAt"?}.');
  const { from, text, sentAt } = parsed.data;
  return {
    message: {
      from: toE164(from, 0, config.countryCode),
      content: text,
      sentMs: sentAt === undefined ? null : Date.parse(sentAt),
      id,
      reference: null,
    },
    answer(taken) {
      if (taken?.kind !== 'taken') return { status: 200, body: { refused: taken?.reason ?? null } };
      return { status: 200, body: taken.report === null ? { refused: null } : toIngestReport(taken.report, false) };
    },
  };
}

function read(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return null;
  }
}
