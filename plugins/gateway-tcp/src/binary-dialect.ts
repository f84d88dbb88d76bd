import { type DeviceCommand, decodeTelemetryJson, z } from '@app/plugin-sdk';
import { type BinaryFrame, encodeBinaryFrame, frameType, nextBinaryFrame } from './binary-frame';
import { readCompact } from './compact-readings';
import type { Dialect, Peer, Reply } from './dialect';

const loginPayload = z.object({
  device: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  token: z.string().min(16).max(512),
  boot: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/)
    .optional(),
});
const resultPayload = z.object({ id: z.uuid(), done: z.boolean(), detail: z.string().max(200).default('') });

/** Binary frames: a login, then data, each frame answered by an acknowledgement with its sequence. */
export class BinaryDialect implements Dialect<BinaryFrame> {
  readonly framer = nextBinaryFrame;
  private boot: string | null = null;
  private commands = 0;
  private over = false;

  constructor(private readonly peer: Peer) {}

  async handle(frame: BinaryFrame): Promise<Reply> {
    if (this.over) return { bytes: null, close: true };
    const { type, sequence } = frame;
    if (type === frameType.login) return this.login(frame);
    if (this.peer.identity === null) return this.turnAway(sequence, 'login-first');
    switch (type) {
      case frameType.json:
      case frameType.compact:
        return this.data(frame);
      case frameType.ping:
        return answer(frameType.pong, sequence);
      case frameType.commandResult:
        return this.commandResult(frame);
      default:
        this.peer.refused('unknown-frame');
        return nack(sequence, 'unknown-frame');
    }
  }

  command({ id, name, payload }: DeviceCommand): Buffer {
    this.commands += 1;
    const body = Buffer.from(JSON.stringify({ id, name, payload }));
    return encodeBinaryFrame({ type: frameType.command, sequence: this.commands, payload: body });
  }

  /** Sequence 0: it belongs to no frame that could be read. */
  complaint(reason: string): Buffer | null {
    return nack(0, reason).bytes;
  }

  private async login({ sequence, payload }: BinaryFrame): Promise<Reply> {
    if (this.peer.identity !== null) {
      // What follows may be another device's.
      this.over = true;
      this.peer.refused('second-login');
      return { ...nack(sequence, 'second-login'), close: true };
    }
    const parsed = loginPayload.safeParse(jsonOf(payload));
    if (!parsed.success) return this.turnAway(sequence, 'bad-login');
    const { device, token, boot } = parsed.data;
    if (!(await this.peer.login(device, token))) return this.turnAway(sequence, 'bad-credential');
    this.boot = boot ?? null;
    const time = Buffer.alloc(4);
    time.writeUInt32BE(Math.floor(this.peer.now() / 1_000));
    return answer(frameType.ack, sequence, time);
  }

  private turnAway(sequence: number, reason: string): Reply {
    this.peer.refused(reason);
    return { ...nack(sequence, reason), close: true };
  }

  private async data(frame: BinaryFrame): Promise<Reply> {
    const { type, sequence, payload } = frame;
    const json = type === frameType.json;
    const verdict = await this.peer.deliver({
      // A compact payload is kept as a frame, by whose mark it is known again.
      raw: json ? payload : encodeBinaryFrame(frame),
      format: json ? 'json' : 'opaque',
      columns: json ? decodeTelemetryJson(payload) : readCompact(payload),
      mark: this.boot === null ? null : `${this.boot}:${sequence}`,
    });
    if (!verdict.taken) return nack(sequence, verdict.reason);
    const counts = Buffer.alloc(4);
    counts.writeUInt16BE(verdict.accepted, 0);
    counts.writeUInt16BE(verdict.quarantined, 2);
    return answer(frameType.ack, sequence, counts);
  }

  private async commandResult({ sequence, payload }: BinaryFrame): Promise<Reply> {
    const parsed = resultPayload.safeParse(jsonOf(payload));
    if (!parsed.success) {
      this.peer.refused('bad-result');
      return nack(sequence, 'bad-result');
    }
    const { id, done, detail } = parsed.data;
    if (await this.peer.settle(id, done, detail)) return answer(frameType.ack, sequence);
    this.peer.refused('unknown-order');
    return nack(sequence, 'unknown-order');
  }
}

function answer(type: number, sequence: number, payload: Buffer = Buffer.alloc(0)): Reply {
  return { bytes: encodeBinaryFrame({ type, sequence, payload }) };
}

function nack(sequence: number, reason: string): Reply {
  return answer(frameType.nack, sequence, Buffer.from(reason));
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return null;
  }
}
