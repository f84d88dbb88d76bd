import { FieldWriter } from '../src/smpp/pdu';

export interface DeliverSm {
  source: string;
  sourceTon: number;
  destination: string;
  esmClass: number;
  dataCoding: number;
  message: Uint8Array;
  scheduled: string;
  parameters: [tag: number, value: Uint8Array][];
}

/** A body of deliver_sm, written as an SMS centre would. */
export function deliverSm(fields: Partial<DeliverSm> = {}): Buffer {
  const { source = '923001234567', sourceTon = 1, destination = '8333', esmClass = 0, dataCoding = 0 } = fields;
  const { message = Buffer.from('H1 K L=1m'), scheduled = '', parameters = [] } = fields;
  const writer = new FieldWriter().text('').byte(sourceTon, 1).text(source).byte(0, 1).text(destination);
  writer.byte(esmClass, 0, 0).text(scheduled).text('').byte(0, 0, dataCoding, 0, message.length).octets(message);
  for (const [tag, value] of parameters) writer.parameter(tag, value);
  return writer.bytes();
}

/** One part with a user data header. */
export function partOfText(reference: number, total: number, index: number, text: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([5, 0, 3, reference, total, index]), Buffer.from(text)]);
}
