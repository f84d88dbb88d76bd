/** How far a client has heard: the last sequence of each shard of the batch log, and of the alarm transitions. */
export interface LiveCursor {
  /** Index is the shard. */
  readings: number[];
  alerts: number;
}

/** Opaque text for the wire. */
export function encodeCursor({ readings, alerts }: LiveCursor): string {
  return Buffer.from([alerts, ...readings].join('.')).toString('base64url');
}

/** @returns null when the text is no cursor of this server */
export function decodeCursor(text: string, shards: number): LiveCursor | null {
  const numbers = Buffer.from(text, 'base64url').toString('latin1').split('.').map(Number);
  const [alerts, ...readings] = numbers;
  if (alerts === undefined || readings.length !== shards) return null;
  return numbers.every((each) => Number.isSafeInteger(each) && each >= 0) ? { readings, alerts } : null;
}
