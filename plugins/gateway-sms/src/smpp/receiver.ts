import { createHash } from 'node:crypto';
import { OverloadedError, type PluginLogger } from '@app/plugin-sdk';
import type { SmsIntake, SmsMessage } from '../intake';
import { toE164 } from '../phone';
import { type DefaultAlphabet, alphabetOf, decodeCharacters } from '../text/message-text';
import { commands, status } from './codes';
import { type Pdu, PduError } from './pdu';
import type { DeliveredPart, Joined, Reassembly } from './reassembly';
import { type Receipt, readReceipt } from './receipt';
import { type Delivered, readDataSm, readDeliverSm } from './short-message';

export interface ReceiverOptions {
  defaultAlphabet: DefaultAlphabet;
  countryCode: string;
}

/** Deals with what an SMS centre delivers, and says with which status to answer. */
export class SmppReceiver {
  constructor(
    private readonly options: ReceiverOptions,
    private readonly intake: SmsIntake,
    private readonly parts: Reassembly,
    private readonly onReceipt: (receipt: Receipt) => Promise<void>,
    private readonly logger: PluginLogger,
    private readonly now: () => number,
  ) {}

  /** Status 0 promises that the message is stored, or will never be wanted. Never rejects. */
  async deliver(pdu: Pdu): Promise<number> {
    let delivered: Delivered;
    try {
      delivered = pdu.command === commands.data_sm ? readDataSm(pdu.body) : readDeliverSm(pdu.body);
    } catch (error) {
      if (!(error instanceof PduError)) throw error;
      this.intake.refused(null, 'bad-message');
      return status.permanentError;
    }
    try {
      return await this.take(delivered);
    } catch (error) {
      if (error instanceof OverloadedError) return status.throttled;
      this.logger.warn(`A message was not stored: ${error instanceof Error ? error.message : String(error)}`);
      return status.temporaryError;
    }
  }

  /** Deals with sets of parts that nothing more will come for. */
  async sweep(): Promise<void> {
    for (const message of await this.parts.due(this.now())) {
      try {
        await this.finish(message);
      } catch (error) {
        this.logger.warn(
          `A message in parts was not stored yet: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }

  private async take(delivered: Delivered): Promise<number> {
    if (delivered.kind === 'receipt') {
      const receipt = readReceipt(delivered);
      if (receipt !== null) await this.onReceipt(receipt);
      return status.ok;
    }
    if (delivered.kind === 'other') return status.ok;
    const from = toE164(delivered.source, delivered.sourceTon, this.options.countryCode);
    const alphabet = alphabetOf(delivered.dataCoding, this.options.defaultAlphabet);
    if (delivered.part !== null) return this.part(from, { ...delivered, part: delivered.part }, alphabet);
    const { bytes, headerBytes, messageId, centreTime } = delivered;
    await this.intake.take({
      from,
      content: decodeCharacters(bytes, alphabet, headerBytes) ?? bytes,
      sentMs: null,
      id: messageId,
      reference: centreTime === '' ? null : `at/${centreTime}`,
    });
    return status.ok;
  }

  private async part(
    from: string | null,
    delivered: DeliveredPart,
    alphabet: Parameters<Reassembly['add']>[2],
  ): Promise<number> {
    // Parts of strangers are not kept.
    const deviceId = await this.intake.deviceOf(from);
    if (from === null || deviceId === null) return status.ok;
    for (;;) {
      const added = await this.parts.add(from, delivered, alphabet, this.now());
      switch (added.kind) {
        case 'kept':
          return status.ok;
        case 'whole':
          await this.finish(added.message);
          return status.ok;
        case 'conflict':
          await this.intake.take(toMessage(added.message));
          await this.parts.drop(added.message.key);
          break;
        case 'oversized':
          this.intake.refused(deviceId, 'oversized');
          return status.ok;
        case 'no-room':
          return status.queueFull;
      }
    }
  }

  private async finish(message: Joined): Promise<void> {
    await this.intake.take(toMessage(message));
    if (message.missing === null) await this.parts.done(message, this.now());
    else await this.parts.drop(message.key);
  }
}

function toMessage({ sender, content, reference, marks, missing }: Joined): SmsMessage {
  // Known again by its very parts: some modems use one reference for ever, and the same text may well be said twice a day.
  const parts = createHash('sha256').update(marks.join()).digest('base64url').slice(0, 22);
  return {
    from: sender,
    content,
    sentMs: null,
    id: null,
    reference: `concat/${reference}/${parts}`,
    ...(missing !== null && { incomplete: missing }),
  };
}
