import type { Sql } from './seeding';

/** Something that runs lanes and whose processes can be killed. */
export interface World {
  readonly sql: Sql;
  /** Processes by name, each ended by SIGKILL and started again. */
  readonly victims: Readonly<Record<string, Victim>>;
  close(): Promise<void>;
}

export interface Victim {
  /** Ends it without any warning. */
  kill(): Promise<void>;
  /** Resolves when it does its work again. */
  revive(): Promise<void>;
}
