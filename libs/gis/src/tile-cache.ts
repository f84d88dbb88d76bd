import { createHash } from 'node:crypto';

/** A vector tile and its entity tag. */
export interface Tile {
  bytes: Buffer;
  etag: string;
}

interface Kept {
  tile: Tile;
  until: number;
}

/** Keeps tiles for a short time, so that many screens on one map cost one query. Bounded by bytes; oldest go first. */
export class TileCache {
  private readonly kept = new Map<string, Kept>();
  private bytes = 0;

  constructor(
    private readonly maxBytes = 32 * 1024 * 1024,
    private readonly now: () => number = Date.now,
  ) {}

  get(key: string): Tile | undefined {
    const found = this.kept.get(key);
    if (found === undefined) return undefined;
    if (found.until > this.now()) return found.tile;
    this.drop(key, found);
    return undefined;
  }

  set(key: string, tile: Tile, ttlMs: number): void {
    const old = this.kept.get(key);
    if (old !== undefined) this.drop(key, old);
    this.kept.set(key, { tile, until: this.now() + ttlMs });
    this.bytes += weight(tile);
    for (const [oldest, entry] of this.kept) {
      if (this.bytes <= this.maxBytes) break;
      this.drop(oldest, entry);
    }
  }

  private drop(key: string, { tile }: Kept): void {
    this.kept.delete(key);
    this.bytes -= weight(tile);
  }
}

/** Names a tile by its content. */
export function tileOf(bytes: Buffer): Tile {
  return { bytes, etag: `"${createHash('sha1').update(bytes).digest('base64url')}"` };
}

/** An empty tile costs memory too. */
function weight({ bytes }: Tile): number {
  return bytes.length + 200;
}
