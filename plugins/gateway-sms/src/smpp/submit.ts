import { CONCAT_HEADER, type SplitText } from '../text/split-text';
import { FieldWriter } from './pdu';

export interface Submission {
  /** Sender to show: digits, or a name of up to 11 characters; '': the centre's default. */
  sourceAddress: string;
  /** E.164 with `+`. */
  to: string;
  text: SplitText;
  /** 0..255; the same in all parts. */
  reference: number;
  /** Unix ms; not to be delivered later. */
  expiresAt: number;
}

/** Bodies of submit_sm (SMPP 3.4, 4.4.1), one for each part, each asking for a delivery receipt. */
export function submitBodies({ sourceAddress, to, text, reference, expiresAt }: Submission): Buffer[] {
  const { parts, dataCoding } = text;
  const digits = /^\+?\d+$/.test(sourceAddress);
  const [ton, npi] = sourceAddress === '' ? [0, 0] : digits ? [sourceAddress.startsWith('+') ? 1 : 0, 1] : [5, 0];
  return parts.map((part, index) => {
    const header = parts.length > 1 ? [CONCAT_HEADER - 1, 0, 3, reference, parts.length, index + 1] : [];
    const message = Buffer.concat([Buffer.from(header), part]);
    return new FieldWriter()
      .text('')
      .byte(ton as number, npi as number)
      .text(sourceAddress.replace('+', ''))
      .byte(1, 1)
      .text(to.replace('+', ''))
      .byte(header.length > 0 ? 0x40 : 0, 0, 0)
      .text('')
      .text(absoluteTime(expiresAt))
      .byte(1, 0, dataCoding, 0, message.length)
      .octets(message)
      .bytes();
  });
}

/** `YYMMDDhhmmsstnnp`, UTC (7.1.1.1). */
export function absoluteTime(ms: number): string {
  const iso = new Date(ms).toISOString().replaceAll(/[-:T]/g, '');
  return `${iso.slice(2, 14)}${iso.slice(15, 16)}00+`;
}
