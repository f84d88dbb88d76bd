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
  /** How long it may take to open its code and to describe it, ms. */
  openMs: number;
}

export const CHILD_LIMITS: ChildLimits = {
  heapMb: 192,
  memoryMb: 384,
  beatMs: 5_000,
  silenceMs: 15_000,
  calls: 5_000,
  openMs: 15_000,
};
