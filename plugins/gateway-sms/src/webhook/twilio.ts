import { z } from '@app/plugin-sdk';
import { toE164 } from '../phone';
import { type Call, CallRefused, type IncomingCall, header } from './call';
import { sameBody, sameText, twilioSignature } from './signatures';

const fields = z.object({
  From: z.string().max(64),
  Body: z.string().max(10_000),
  MessageSid: z.string().min(1).max(64),
});

/** An empty TwiML document: no text is sent back to the device. */
const NOTHING = '<Response></Response>';

/**
 * A call in Twilio's form: a signed form, or signed JSON whose digest stands in the address.
 * @throws {CallRefused}
 */
export function twilioCall({ request, body, config, secret, publicUrl }: IncomingCall): Call {
  const url =
    publicUrl + (request.subPath === '' ? '' : `/${request.subPath}`) + (request.query && `?${request.query}`);
  const type = header(request, 'content-type');
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? Buffer.from(body).toString() : '');
  const expected = twilioSignature(secret, url, form);
  const digest = new URLSearchParams(request.query).get('bodySHA256');
  const genuine =
    sameText(header(request, 'x-twilio-signature'), expected) &&
    (isForm || body.length === 0 || (digest !== null && sameBody(body, digest)));
  if (!genuine) throw new CallRefused('bad-signature', 403, 'The signature does not fit to the call.');
  const content = isForm ? Object.fromEntries(form) : jsonOf(body);
  const parsed = fields.safeParse(content);
  // Calls about messages that were sent have no text.
  const about = typeof content === 'object' && content !== null && 'MessageStatus' in content;
  if (!parsed.success && !about) throw new CallRefused('bad-request', 400, 'From, Body and MessageSid are needed.');
  return {
    message: parsed.success
      ? {
          from: toE164(parsed.data.From, 0, config.countryCode),
          content: parsed.data.Body,
          sentMs: null,
          id: parsed.data.MessageSid,
          reference: null,
        }
      : null,
    answer: () => ({ status: 200, body: NOTHING, contentType: 'text/xml' }),
  };
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    throw new CallRefused('bad-request', 400, 'The body is no JSON text.');
  }
}
