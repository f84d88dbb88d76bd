/** Where "now" comes from. Services take it as an argument so that tests and replays can hold time still. */
export interface Clock {
  /** Unix time, ms. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
