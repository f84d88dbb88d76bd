/** A file that is not taken: its content is not what is declared, or more than is allowed. The message is for people. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(
    /** Stable, for programs. */
    readonly code: 'empty' | 'unknown_format' | 'damaged' | 'too_large' | 'bomb' | 'nested' | 'unsafe' | 'no_sheet',
    message: string,
  ) {
    super(message);
  }
}

/** Unpacked bytes for a packed one: more is no table of readings. */
const MOST_RATIO = 100;
/** Below this size the ratio means nothing. */
const RATIO_FROM_BYTES = 8 * 1024 * 1024;

/** Counts what comes out while something is being unpacked, and ends it in time. */
export class UnpackGuard {
  private unpacked = 0;

  /**
   * @param packed - bytes that went in so far
   * @param most - bytes that may come out
   */
  constructor(
    private readonly packed: () => number,
    private readonly most: number,
  ) {}

  /** @throws {FileRefused} */
  add(bytes: number): void {
    this.unpacked += bytes;
    assertRatio(this.packed(), this.unpacked);
    if (this.unpacked > this.most) throw tooLarge(this.most);
  }
}

/** More comes out than a table of readings would give. */
export function isBomb(packed: number, unpacked: number): boolean {
  return unpacked >= RATIO_FROM_BYTES && unpacked > packed * MOST_RATIO;
}

/** @throws {FileRefused} bomb */
export function assertRatio(packed: number, unpacked: number): void {
  if (isBomb(packed, unpacked))
    throw new FileRefused('bomb', `The file unpacks to more than ${MOST_RATIO} times its size.`);
}

export function tooLarge(most: number): FileRefused {
  const megabytes = Math.floor(most / 1_048_576);
  return new FileRefused('too_large', `The file holds more than ${megabytes} MiB (IMPORT_MAX_BYTES). Cut it in parts.`);
}
