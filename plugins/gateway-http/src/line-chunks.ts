const NEWLINE = 0x0a;
/** A chunk is also full after so many bytes. */
const CHUNK_BYTES = 1_048_576;

/** Lines of a stream that are committed together. */
export interface LineChunk {
  /** Number of the first and the last line that it covers, from 1; lines without anything in them count. */
  first: number;
  last: number;
  /** The lines that hold something, without their ends; null: longer than a line may be. */
  lines: (Buffer | null)[];
  /** Number of each. */
  numbers: number[];
}

/**
 * Cuts a stream of bytes into lines, and gathers these to chunks. Where a chunk ends depends on the lines alone, never on
 * how the network cut the stream: the same body gives the same chunks again. Keeps at most one chunk and one line.
 */
export class LineChunks {
  private chunk: LineChunk = { first: 1, last: 0, lines: [], numbers: [] };
  private bytes = 0;
  private begun: Buffer[] = [];
  private begunBytes = 0;

  /**
   * @param chunkLines - lines in a chunk
   * @param maxLineBytes - longer lines are not kept
   */
  constructor(
    private readonly chunkLines: number,
    private readonly maxLineBytes: number,
  ) {}

  /** Takes the next piece. @yields every chunk that is full */
  *push(piece: Uint8Array): Generator<LineChunk> {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      this.endLine(bytes.subarray(from, at));
      from = at + 1;
      if (this.isFull()) yield this.take();
    }
    this.begin(bytes.subarray(from));
  }

  /** So much has come of a line that has no end yet. */
  get openBytes(): number {
    return this.begunBytes;
  }

  /** What is left at the end of the stream, also a last line without an end; null: nothing. */
  end(): LineChunk | null {
    if (this.begunBytes > 0) this.endLine(Buffer.alloc(0));
    return this.chunk.last < this.chunk.first ? null : this.take();
  }

  /** Of a line that is too long its length is kept only. */
  private begin(part: Buffer): void {
    if (part.length === 0) return;
    this.begunBytes += part.length;
    if (this.begunBytes > this.maxLineBytes) this.begun = [];
    // Copied: a view would hold on to the whole piece that it came in.
    else this.begun.push(Buffer.from(part));
  }

  private endLine(part: Buffer): void {
    const length = this.begunBytes + part.length;
    const { chunk } = this;
    chunk.last += 1;
    if (length > this.maxLineBytes) this.add(null);
    else {
      const line = trimmed(this.begun.length === 0 ? part : Buffer.concat([...this.begun, part]));
      if (line.length > 0) this.add(line);
    }
    this.bytes += Math.min(length, this.maxLineBytes) + 1;
    this.begun = [];
    this.begunBytes = 0;
  }

  private add(line: Buffer | null): void {
    this.chunk.lines.push(line);
    this.chunk.numbers.push(this.chunk.last);
  }

  private isFull(): boolean {
    const { first, last } = this.chunk;
    return last - first + 1 >= this.chunkLines || this.bytes >= CHUNK_BYTES;
  }

  private take(): LineChunk {
    const { chunk } = this;
    this.chunk = { first: chunk.last + 1, last: chunk.last, lines: [], numbers: [] };
    this.bytes = 0;
    return chunk;
  }
}

function trimmed(line: Buffer): Buffer {
  let from = 0;
  let to = line.length;
  while (from < to && isSpace(line[from] as number)) from += 1;
  while (to > from && isSpace(line[to - 1] as number)) to -= 1;
  return line.subarray(from, to);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
