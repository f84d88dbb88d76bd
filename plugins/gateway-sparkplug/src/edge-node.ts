import { type Definition, MetricTable } from './metric-table';
import type { Metric, Payload } from './payload';
import type { Source } from './topics';

/** A message of a node, or of a device behind it. */
export interface NodeMessage {
  source: Source;
  payload: Payload;
}

/** What is to be done because of a message. `device`: of the node's devices; null: the node itself. */
export type Effect =
  /** Metrics with their names and types. */
  | { do: 'store'; device: string | null; time: number | null; metrics: Metric[] }
  /** With a node its devices are gone too. */
  | { do: 'presence'; device: string | null; online: boolean }
  /** The node is to say again what it has. */
  | { do: 'rebirth'; why: string }
  | { do: 'refuse'; device: string | null; reason: string; count: number };

interface Limits {
  /** How long to wait for a message that others have overtaken, ms. */
  reorderTimeoutMs: number;
  /** Of the node with its devices. */
  maxMetrics: number;
}

/** Most messages that wait for one they have overtaken. */
const MAX_WAITING = 64;
const SEQUENCE = 256;

/**
 * What is known of one edge node: its birth, the metrics of it and its devices, and where its sequence stands. Messages
 * that overtook another wait for it; if it does not come, nothing after it can be trusted, as it may have given aliases a
 * new meaning: the node is asked for its birth. Does nothing itself.
 */
export class EdgeNode {
  private readonly table: MetricTable;
  private readonly waiting = new Map<number, NodeMessage>();
  private waitingSince = 0;
  private expected = 0;
  /** Null: not born, or not to be trusted any more. */
  private birth: { bdSeq: bigint | null } | null = null;

  constructor(private readonly limits: Limits) {
    this.table = new MetricTable(limits.maxMetrics);
  }

  /** @param now - Unix ms */
  take(message: NodeMessage, now: number): Effect[] {
    const { kind, device } = message.source;
    if (kind === 'NBIRTH') return this.born(message.payload);
    if (kind === 'NDEATH') return this.died(message.payload);
    if (this.birth === null) return [refuse(device, 'before-birth'), { do: 'rebirth', why: 'data before birth' }];
    const { seq } = message.payload;
    if (seq === null) return [refuse(device, 'no-sequence')];
    const ahead = (seq - this.expected + SEQUENCE) % SEQUENCE;
    if (ahead >= SEQUENCE - MAX_WAITING || this.waiting.has(seq)) return [refuse(device, 'repeated')];
    if (ahead === 0) return this.inOrder(message);
    if (this.waiting.size === 0) this.waitingSince = now;
    this.waiting.set(seq, message);
    // So far ahead it has not overtaken others: they are missing.
    return this.waiting.size > MAX_WAITING || ahead > MAX_WAITING ? this.giveUp() : [];
  }

  /** Gives up waiting when that has taken too long. */
  expire(now: number): Effect[] {
    const late = this.waiting.size > 0 && now - this.waitingSince >= this.limits.reorderTimeoutMs;
    return late ? this.giveUp() : [];
  }

  /** Whether it, and a device behind it, has been born and is to be trusted. @param device - null: the node alone */
  hasBorn(device: string | null): boolean {
    return this.birth !== null && (device === null || this.table.has(device));
  }

  /** What a metric is, by its name; undefined: no such metric, or the node is not to be trusted now. */
  definition(device: string | null, name: string): Definition | undefined {
    return this.birth === null ? undefined : this.table.byName(device, name);
  }

  private born(payload: Payload): Effect[] {
    const { seq, metrics, timestamp } = payload;
    this.table.clear();
    const dropped = this.dropWaiting();
    if (seq === null || !this.table.define(null, metrics)) {
      this.birth = null;
      return [...dropped, refuse(null, seq === null ? 'no-sequence' : 'too-many-metrics')];
    }
    this.birth = { bdSeq: bdSeqOf(metrics) };
    this.expected = (seq + 1) % SEQUENCE;
    return [
      ...dropped,
      { do: 'presence', device: null, online: true },
      { do: 'store', device: null, time: timestamp, metrics },
    ];
  }

  /** A will that belongs to an earlier connection says nothing about this one. */
  private died({ metrics }: Payload): Effect[] {
    if (this.birth !== null && this.birth.bdSeq !== bdSeqOf(metrics)) return [];
    this.birth = null;
    this.table.clear();
    return [...this.dropWaiting(), { do: 'presence', device: null, online: false }];
  }

  private inOrder(message: NodeMessage): Effect[] {
    const effects = this.accept(message);
    this.expected = (this.expected + 1) % SEQUENCE;
    for (let next = this.waiting.get(this.expected); next !== undefined; next = this.waiting.get(this.expected)) {
      this.waiting.delete(this.expected);
      effects.push(...this.accept(next));
      this.expected = (this.expected + 1) % SEQUENCE;
    }
    return effects;
  }

  private giveUp(): Effect[] {
    this.birth = null;
    return [...this.dropWaiting(), { do: 'rebirth', why: 'a message is missing' }];
  }

  /** Those that waited for one that did not come. */
  private dropWaiting(): Effect[] {
    const count = this.waiting.size;
    this.waiting.clear();
    return count === 0 ? [] : [{ do: 'refuse', device: null, reason: 'sequence-gap', count }];
  }

  private accept({ source: { kind, device }, payload }: NodeMessage): Effect[] {
    const { metrics, timestamp } = payload;
    if (kind === 'DDEATH') {
      this.table.forget(device);
      return [{ do: 'presence', device, online: false }];
    }
    if (kind === 'DBIRTH') {
      if (!this.table.define(device, metrics)) return [refuse(device, 'too-many-metrics')];
      return [
        { do: 'presence', device, online: true },
        { do: 'store', device, time: timestamp, metrics },
      ];
    }
    if (!this.table.has(device)) return [refuse(device, 'before-birth'), { do: 'rebirth', why: 'data before birth' }];
    const resolved = metrics.map((metric) => this.table.resolve(device, metric));
    const named = resolved.filter((metric) => metric !== null);
    const effects: Effect[] = [{ do: 'store', device, time: timestamp, metrics: named }];
    const unknown = resolved.length - named.length;
    if (unknown > 0) {
      effects.push({ do: 'refuse', device, reason: 'unknown-metric', count: unknown });
      effects.push({ do: 'rebirth', why: 'an alias or name is unknown' });
    }
    return effects;
  }
}

function refuse(device: string | null, reason: string): Effect {
  return { do: 'refuse', device, reason, count: 1 };
}

/** Ties a will to its birth. */
function bdSeqOf(metrics: readonly Metric[]): bigint | null {
  const value = metrics.find(({ name }) => name === 'bdSeq')?.value;
  return value?.kind === 'long' || value?.kind === 'int' ? BigInt(value.value) : null;
}
