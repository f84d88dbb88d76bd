const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const SPACE = 0x20;
const NONE = Number.MAX_SAFE_INTEGER;

/** Longest record, bytes; a longer one is no table. */
export const MAX_RECORD_BYTES = 1_048_576;

/**
 * Cuts delimited text into records and fields, as positions in the bytes: nothing is copied, no text is made. Fields may
 * stand in double quotes (RFC 4180), with line ends and doubled quotes inside; lines end with LF or CRLF.
 */
export class RecordScanner {
  /** Number of fields of the last record; those beyond `most` are not looked at. */
  count = 0;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1: stood in quotes; 2: and has doubled quotes inside. */
  readonly quoted: Uint8Array;
  private quoteAt = -1;

  /**
   * @param delimiter - byte between fields
   * @param most - how many fields of a record are wanted
   */
  constructor(
    private readonly delimiter: number,
    private readonly most: number,
  ) {
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
    this.quoted = new Uint8Array(most);
  }

  /** Must be called when the bytes under the scanner have changed. */
  reset(): void {
    this.quoteAt = -1;
  }

  /**
   * Finds the fields of the record that begins at `from`.
   * @param last - true: nothing follows these bytes, so they end the record
   * @returns where the next record begins; -1: the record is not complete
   */
  next(bytes: Buffer, from: number, last: boolean): number {
    const newline = bytes.indexOf(LF, from);
    if (this.quoteAt < from) {
      const found = bytes.indexOf(QUOTE, from);
      this.quoteAt = found < 0 ? NONE : found;
    }
    if (newline < 0 && !last) return -1;
    const stop = newline < 0 ? bytes.length : newline;
    if (this.quoteAt >= stop) {
      this.split(bytes, from, trimmed(bytes, from, stop));
      return newline < 0 ? stop : stop + 1;
    }
    const after = this.splitQuoted(bytes, from, last);
    if (after !== -2) return after;
    // A quote that is never closed is a plain character.
    this.split(bytes, from, trimmed(bytes, from, stop));
    return newline < 0 ? stop : stop + 1;
  }

  private split(bytes: Buffer, from: number, to: number): void {
    const { delimiter, starts, ends, quoted, most } = this;
    let field = 0;
    let start = from;
    for (let at = from; at < to; at += 1) {
      if (bytes[at] !== delimiter) continue;
      starts[field] = start;
      ends[field] = at;
      quoted[field] = 0;
      field += 1;
      start = at + 1;
      if (field === most) {
        this.count = field;
        return;
      }
    }
    starts[field] = start;
    ends[field] = to;
    quoted[field] = 0;
    this.count = field + 1;
  }

  private endsField(byte: number): boolean {
    return byte === this.delimiter || byte === LF || byte === CR;
  }

  /** @returns as {@link next}; -2: a quote stays open to the end of all, or for longer than a record may be, or is closed by no field */
  private splitQuoted(bytes: Buffer, from: number, last: boolean): number {
    const { length } = bytes;
    let field = 0;
    let at = from;
    for (;;) {
      let flag = 0;
      let start = at;
      let end: number;
      if (bytes[at] === QUOTE) {
        start = at + 1;
        flag = 1;
        at = start;
        for (;;) {
          at = bytes.indexOf(QUOTE, at);
          if (at < 0) return last || length - from > MAX_RECORD_BYTES ? -2 : -1;
          if (at + 1 >= length && !last) return -1;
          if (bytes[at + 1] !== QUOTE) break;
          flag = 2;
          at += 2;
        }
        end = at;
        at += 1;
        while (bytes[at] === SPACE) at += 1;
        if (at >= length && !last) return -1;
        // The next quote opens a field lines below: this one is a plain character.
        if (at < length && !this.endsField(bytes[at] as number) && holdsLine(bytes, start, end)) return -2;
        while (at < length && bytes[at] !== this.delimiter && bytes[at] !== LF) at += 1;
      } else {
        while (at < length && bytes[at] !== this.delimiter && bytes[at] !== LF) at += 1;
        end = at < length && bytes[at] === this.delimiter ? at : trimmed(bytes, start, at);
      }
      if (at >= length && !last) return -1;
      if (field < this.most) {
        this.starts[field] = start;
        this.ends[field] = end;
        this.quoted[field] = flag;
        field += 1;
      }
      if (at >= length || bytes[at] === LF) {
        this.count = field;
        return Math.min(length, at + 1);
      }
      at += 1;
    }
  }
}

function holdsLine(bytes: Buffer, from: number, to: number): boolean {
  const newline = bytes.indexOf(LF, from);
  return newline >= 0 && newline < to;
}

function trimmed(bytes: Buffer, from: number, to: number): number {
  return to > from && bytes[to - 1] === CR ? to - 1 : to;
}
