import type { Entrances } from '../../tools/durability/open-lanes';

/** Random numbers from 0 up to, but not including, 1; the same for the same seed. */
export type Rng = () => number;

/** What the sender of malformed inputs saw. */
export interface Seen {
  /** Answered as if it were good, or as kept aside: it shows in the figures of the platform. */
  answered: number;
  /** Turned away in the words of the protocol: an error answer, a connection ended. */
  refused: number;
  /** Nothing came back: it must show in the figures of the platform. */
  silent: number;
}

/** Sends malformed inputs of one protocol to a running platform. */
export interface Driver {
  /** As the figures of the platform name it. */
  readonly protocol: string;
  /** Sends so many. @throws when the platform answers as it never should */
  send(count: number, rng: Rng): Promise<Seen>;
  /** Whether a good reading passes, where no lane of the durability test can tell. */
  goodPasses?(): Promise<boolean>;
  close(): Promise<void>;
}

export type OpenDriver = (entrances: Entrances) => Promise<Driver>;

/** Sends in turns, some at a time. @param one - sends one and tells what came back */
export async function inTurns(count: number, atATime: number, one: () => Promise<keyof Seen>): Promise<Seen> {
  const seen: Seen = { answered: 0, refused: 0, silent: 0 };
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      seen[await one()] += 1;
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return seen;
}
