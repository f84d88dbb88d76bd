import { tags } from './codes';
import { FieldReader, PduError } from './pdu';

/** A message, or one part of it, as an SMS centre delivers it. */
export interface Delivered {
  /** Sender's number or name, as it stands in the unit, and its type of number (0 unknown, 1 international, 5 name). */
  source: string;
  sourceTon: number;
  destination: string;
  dataCoding: number;
  /** Without user data header. */
  bytes: Uint8Array;
  /** Length of the user data header that was taken off. */
  headerBytes: number;
  /** Null: the message is whole. */
  part: { reference: number; total: number; index: number; wide: boolean } | null;
  /** `mobile`: from a device; `receipt`: what became of a message that we sent; `other`: of no use here. */
  kind: 'mobile' | 'receipt' | 'other';
  /** What the centre calls the message, when it says. */
  messageId: string | null;
  /** Times of the centre as text; '': none. */
  centreTime: string;
  parameters: Map<number, Uint8Array>;
}

/** `esm_class`: a user data header stands before the text. */
const UDH = 0x40;

/**
 * Reads the body of deliver_sm (SMPP 3.4, 4.6.1).
 * @throws {PduError}
 */
export function readDeliverSm(body: Uint8Array): Delivered {
  const fields = new FieldReader(body);
  fields.text(6);
  const sourceTon = fields.byte();
  fields.byte();
  const source = fields.text(21);
  fields.byte();
  fields.byte();
  const destination = fields.text(21);
  const esmClass = fields.byte();
  fields.byte();
  fields.byte();
  const scheduled = fields.text(17);
  fields.text(17);
  fields.byte();
  fields.byte();
  const dataCoding = fields.byte();
  fields.byte();
  const short = fields.octets(fields.byte());
  const parameters = fields.parameters();
  return assemble({ sourceTon, source, destination, esmClass, dataCoding, short, parameters, centreTime: scheduled });
}

/**
 * Reads the body of data_sm (4.7.1), which some centres deliver by.
 * @throws {PduError}
 */
export function readDataSm(body: Uint8Array): Delivered {
  const fields = new FieldReader(body);
  fields.text(6);
  const sourceTon = fields.byte();
  fields.byte();
  const source = fields.text(65);
  fields.byte();
  fields.byte();
  const destination = fields.text(65);
  const esmClass = fields.byte();
  fields.byte();
  const dataCoding = fields.byte();
  const parameters = fields.parameters();
  const short = new Uint8Array(0);
  return assemble({ sourceTon, source, destination, esmClass, dataCoding, short, parameters, centreTime: '' });
}

interface Body {
  sourceTon: number;
  source: string;
  destination: string;
  esmClass: number;
  dataCoding: number;
  short: Uint8Array;
  parameters: Map<number, Uint8Array>;
  centreTime: string;
}

function assemble({ esmClass, short, parameters, ...rest }: Body): Delivered {
  const payload = parameters.get(tags.messagePayload);
  const all = short.length === 0 && payload !== undefined ? payload : short;
  const header = (esmClass & UDH) === 0 || all.length === 0 ? null : readHeader(all);
  const headerBytes = header === null ? 0 : header.length;
  const id = parameters.get(tags.receiptedMessageId);
  return {
    ...rest,
    parameters,
    headerBytes,
    bytes: all.slice(headerBytes),
    part: header?.part ?? sarPart(parameters),
    kind: kindOf(esmClass),
    messageId: id === undefined ? null : textOf(id),
  };
}

/** Message type bits of `esm_class` (5.2.12): 0 default, 4 receipt, 8 and 16 acknowledgements, 32 intermediate. */
function kindOf(esmClass: number): Delivered['kind'] {
  const type = esmClass & 0x3c;
  return type === 0 ? 'mobile' : type === 0x04 ? 'receipt' : 'other';
}

/** @throws {PduError} when the header does not fit into the message */
function readHeader(bytes: Uint8Array): { length: number; part: Delivered['part'] } {
  const length = (bytes[0] as number) + 1;
  if (length > bytes.length) throw new PduError('The user data header is longer than the message');
  let part: Delivered['part'] = null;
  for (let at = 1; at < length;) {
    const [element, size] = [bytes[at], bytes[at + 1]];
    const data = bytes.subarray(at + 2, at + 2 + (size ?? 0));
    if (size === undefined || at + 2 + size > length) throw new PduError('A user data header element has no end');
    if (element === 0x00 && size === 3) part = partOf(data[0], data[1], data[2], false) ?? part;
    else if (element === 0x08 && size === 4) {
      part = partOf(((data[0] as number) << 8) | (data[1] as number), data[2], data[3], true) ?? part;
    }
    at += 2 + size;
  }
  return { length, part };
}

function sarPart(parameters: Map<number, Uint8Array>): Delivered['part'] {
  const reference = parameters.get(tags.sarReference);
  const total = parameters.get(tags.sarTotal)?.[0];
  const index = parameters.get(tags.sarNumber)?.[0];
  if (reference?.length !== 2 || total === undefined || index === undefined) return null;
  return partOf(((reference[0] as number) << 8) | (reference[1] as number), total, index, true);
}

/** Null for what makes no sense, as the standard asks: the header is then ignored; and for the only part of one. */
function partOf(
  reference: number | undefined,
  total: number | undefined,
  index: number | undefined,
  wide: boolean,
): Delivered['part'] {
  if (reference === undefined || total === undefined || index === undefined) return null;
  return total > 1 && index >= 1 && index <= total ? { reference, total, index, wide } : null;
}

/** An octet string that may end with NUL. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replace(/\0.*$/s, '').slice(0, 64);
}
