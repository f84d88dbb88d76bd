import type { TelemetryColumns } from '@app/plugin-sdk';
import { unreadable } from '@app/plugin-sdk';
import { Code } from './coap/codes';
import { Type, parseDatagram, serialiseDatagram } from './coap/datagram';
import { NOTHING } from './coap/message';
import { Option, numberOption, textOption, textOptions, uintOption } from './coap/options';
import { decodePayload } from './payload';

/**
 * What is kept of a message that is refused in part: a CoAP message again, with the whole body, its content format and
 * its path, and nothing else. Any tool that knows CoAP can read it; it holds no token.
 */
export function keptMessage(payload: Uint8Array, format: number | undefined, path: readonly string[]): Uint8Array {
  const options = path.map((segment) => textOption(Option.uriPath, segment));
  if (format !== undefined) options.push(numberOption(Option.contentFormat, format));
  return serialiseDatagram({ type: Type.non, id: 0, code: Code.post, token: NOTHING, options, payload });
}

/** Reads a kept message once more. */
export function decodeKept(raw: Uint8Array, receivedAt: number): TelemetryColumns {
  const parsed = parseDatagram(raw);
  if (!parsed.ok) return unreadable('unreadable', parsed.reason);
  const { payload, options } = parsed.datagram;
  const path = textOptions(options, Option.uriPath) ?? [];
  return (
    decodePayload(payload, uintOption(options, Option.contentFormat), path, receivedAt) ??
    unreadable('unreadable', 'The content format is not known')
  );
}
