import type { QuarantineReason } from '@app/contracts';

/** An item, or a whole message, that could not be read as a reading. It is kept with its bytes and this reason. */
export interface TelemetryFault {
  /** Position among the items; -1: the whole message. */
  index: number;
  reason: QuarantineReason;
  /** What is wrong, for a person. */
  detail: string;
}

/**
 * Readings in columns; all have `count` entries, one for each item of the message. Can be sent between processes by
 * structured clone. Items named in `faults` hold '' and NaN.
 */
export interface TelemetryColumns {
  count: number;
  /** Channels of the device, codes or UUIDs of sensors; looked up in this order. */
  sensors: string[];
  /** Finite numbers, in the unit beside them. */
  values: Float64Array;
  /** UCUM codes or everyday spellings; '': the unit that is set for the channel. */
  units: string[];
  /** Event times, Unix ms, whole; NaN: none was sent, the time of arrival counts. */
  times: Float64Array;
  faults: TelemetryFault[];
}

/** What a gateway hands to the host: decoded readings of one authenticated device, and the bytes they came in. */
export interface TelemetryMessage {
  /** UUID of the device, as the host's authentication told it; never from the payload. */
  deviceId: string;
  /** Short name of the protocol for ledger, metrics and quarantine: `mqtt`, `http`. */
  protocol: string;
  /** Unix ms. */
  receivedAt: number;
  columns: TelemetryColumns;
  /** The message as it came; kept only where something is refused. */
  raw: Uint8Array;
  /** `json`: an item of a JSON array is kept alone. `opaque`: the whole message is kept with each refused item. */
  format: 'json' | 'opaque';
  /**
   * The protocol's own mark of this message, by which a repeat is known for seven days: the repeat stores nothing and is
   * answered as the first was.
   */
  key?: MessageKey;
}

/**
 * Messages of one reading each that many devices sent at about the same time, position by position. Handing them in
 * together costs a fraction of handing in each alone, and promises the same for each that is taken.
 */
export interface TelemetryGroup {
  /** As in {@link TelemetryMessage}. */
  protocol: string;
  /** Unix ms; of the last message. A reading without a time of its own is given the one that it came at. */
  receivedAt: number;
  /** UUID of the device that sent each message, as the host's authentication told it. */
  deviceIds: string[];
  /** One reading for each message, none with a fault. */
  columns: TelemetryColumns;
  /** The messages as they came, JSON; kept only where something is refused. */
  raws: Uint8Array[];
}

/**
 * Stands in place of an outcome: nothing was taken of this message. Its device may not be active, its sensor not known yet,
 * or what it was taken for a repetition of was not stored. Hand it in alone: `submit` settles it, and no other waits for that.
 */
export const NOT_TAKEN = 255;

export interface MessageKey {
  /** At most 200 characters; unique among the device's messages. */
  id: string;
  /** SHA-256 of the body, hex: the same mark on another body is an error of the sender. */
  digest: string;
}

/** What became of a message. It is given after everything storable has been committed durably. */
export interface TelemetryReport {
  stored: number;
  duplicate: number;
  conflict: number;
  late: number;
  quarantined: number;
  /** Code of each item's outcome: its place in `outcomes` of the contracts. */
  outcomes: Uint8Array;
  /** Why items were quarantined, ascending by index. */
  faults: TelemetryFault[];
  /** True: the message came before, and this is the answer of then. */
  repeated?: boolean;
}

/** The mark of a message belongs to another message of the same device. */
export class KeyReusedError extends Error {
  override readonly name = 'KeyReusedError';

  /** Also of another copy of the SDK: a plugin may bring its own. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'KeyReusedError';
  }
}

/** The host cannot take more now. Nothing of the message is promised; the device should repeat it later. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';

  constructor(
    message: string,
    /** When it may be worth trying again, s. */
    readonly retryAfterS: number,
  ) {
    super(message);
  }

  /** Also of another copy of the SDK: a plugin may bring its own. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'OverloadedError';
  }
}
