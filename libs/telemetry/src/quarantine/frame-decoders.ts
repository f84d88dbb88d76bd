import type { TelemetryColumns } from '@app/plugin-sdk';
import { Injectable } from '@nestjs/common';

/** A quarantined message that is no JSON. */
export interface KeptFrame {
  /** UUID; null: sent by a user or an API key */
  deviceId: string | null;
  /** Unix ms */
  receivedAt: number;
  raw: Buffer;
}

/** Reads frames of protocols once more: whoever runs the gateways. */
export interface FrameDecoder {
  /** @returns null when nothing here reads frames of this protocol, or not this one */
  decode(protocol: string, frame: KeptFrame): Promise<TelemetryColumns | null>;
}

/** The decoders of this process. */
@Injectable()
export class FrameDecoders implements FrameDecoder {
  private readonly decoders = new Set<FrameDecoder>();

  /** @returns takes it back */
  use(decoder: FrameDecoder): () => void {
    this.decoders.add(decoder);
    return () => void this.decoders.delete(decoder);
  }

  /** The answer of the first that can read the frame. */
  async decode(protocol: string, frame: KeptFrame): Promise<TelemetryColumns | null> {
    for (const decoder of this.decoders) {
      const columns = await decoder.decode(protocol, frame);
      if (columns !== null) return columns;
    }
    return null;
  }
}
