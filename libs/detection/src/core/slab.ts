import { initState, STATE_VERSION, STRIDE } from './state';

const MAGIC = 0x48594431; // "HYD1"
const HEADER_BYTES = 16;

/** A snapshot that this version cannot read. The caller starts with fresh state and replays what it has. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

/** The states of a shard's sensors in one array, found by tenant and sensor number. */
export class StateSlab {
  private slots = new Map<number, Map<number, number>>();
  private tenantIds: number[] = [];
  private sensorIds: number[] = [];
  private lastTenant = Number.NaN;
  private lastMap = new Map<number, number>();
  /** STRIDE numbers a sensor, in order of slots; replaced when it grows. */
  data: Float64Array;

  constructor(capacity = 64) {
    this.data = new Float64Array(capacity * STRIDE);
  }

  /** Number of sensors known. */
  get size(): number {
    return this.tenantIds.length;
  }

  tenantOf(slot: number): number {
    return this.tenantIds[slot] as number;
  }

  sensorOf(slot: number): number {
    return this.sensorIds[slot] as number;
  }

  /** The sensor's slot; -1 when it has not been seen. */
  find(tenantId: number, sensorId: number): number {
    return this.slots.get(tenantId)?.get(sensorId) ?? -1;
  }

  /** The sensor's slot, made when it is new. */
  slot(tenantId: number, sensorId: number): number {
    if (tenantId !== this.lastTenant) {
      let map = this.slots.get(tenantId);
      if (map === undefined) this.slots.set(tenantId, (map = new Map()));
      this.lastMap = map;
      this.lastTenant = tenantId;
    }
    const known = this.lastMap.get(sensorId);
    return known ?? this.add(tenantId, sensorId);
  }

  private add(tenantId: number, sensorId: number): number {
    const slot = this.tenantIds.length;
    if ((slot + 1) * STRIDE > this.data.length) {
      const larger = new Float64Array(this.data.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.tenantIds.push(tenantId);
    this.sensorIds.push(sensorId);
    this.lastMap.set(sensorId, slot);
    initState(this.data, slot * STRIDE);
    return slot;
  }

  /** Versioned bytes of all states, little-endian. */
  encode(): Buffer {
    const count = this.size;
    const buffer = Buffer.allocUnsafe(HEADER_BYTES + count * 8 + count * STRIDE * 8);
    buffer.writeUInt32LE(MAGIC, 0);
    buffer.writeUInt32LE(STATE_VERSION, 4);
    buffer.writeUInt32LE(STRIDE, 8);
    buffer.writeUInt32LE(count, 12);
    let at = HEADER_BYTES;
    for (let i = 0; i < count; i++, at += 8) {
      buffer.writeInt32LE(this.tenantIds[i] as number, at);
      buffer.writeInt32LE(this.sensorIds[i] as number, at + 4);
    }
    const states = this.data.subarray(0, count * STRIDE);
    buffer.set(new Uint8Array(states.buffer, states.byteOffset, states.byteLength), at);
    return buffer;
  }

  /**
   * Reads what {@link encode} wrote.
   * @throws {SnapshotError} for bytes of another layout or a wrong length
   */
  static decode(bytes: Uint8Array): StateSlab {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (buffer.length < HEADER_BYTES || buffer.readUInt32LE(0) !== MAGIC) throw new SnapshotError('Not a snapshot.');
    const version = buffer.readUInt32LE(4);
    const count = buffer.readUInt32LE(12);
    if (version !== STATE_VERSION || buffer.readUInt32LE(8) !== STRIDE) {
      throw new SnapshotError(`Snapshot version ${version} is not version ${STATE_VERSION}.`);
    }
    if (buffer.length !== HEADER_BYTES + count * (8 + STRIDE * 8))
      throw new SnapshotError('Snapshot of a wrong length.');
    const slab = new StateSlab(Math.max(64, count));
    let at = HEADER_BYTES;
    for (let i = 0; i < count; i++, at += 8) slab.slot(buffer.readInt32LE(at), buffer.readInt32LE(at + 4));
    if (slab.size !== count) throw new SnapshotError('Snapshot with a sensor twice.');
    new Uint8Array(slab.data.buffer).set(buffer.subarray(at));
    return slab;
  }
}
