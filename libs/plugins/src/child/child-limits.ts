/** What the process of a third-party plugin may take. */
export interface ChildLimits {
  /** JavaScript heap, MiB. */
  heapMb: number;
  /** Memory altogether, MiB. */
  memoryMb: number;
  /** The host asks so often whether it still answers, ms. */
  beatMs: number;
  /** Without an answer for so long it is ended, ms. */
  silenceMs: number;
  /** Calls of the host that it may have under way. */
  calls: number;
  /** Read of its messages within a second, bytes, with 2 KiB more for each message; the rest waits. */
  messageBytes: number;
  /** Read of its output within a second, characters; the rest waits. */
  outputBytes: number;
  /** Sent to it and not read yet, bytes: with more it is ended. */
  unreadBytes: number;
  /** How long it may take to answer a request, ms; one that it reads as a stream lasts as long as its sender. */
  answerMs: number;
  /** How long it may take to open its code and to describe it, ms. */
  openMs: number;
}

export const CHILD_LIMITS: ChildLimits = {
  heapMb: 192,
  memoryMb: 384,
  beatMs: 5_000,
  silenceMs: 15_000,
  calls: 5_000,
  messageBytes: 64 * 1_048_576,
  outputBytes: 262_144,
  unreadBytes: 64 * 1_048_576,
  answerMs: 60_000,
  openMs: 15_000,
};
