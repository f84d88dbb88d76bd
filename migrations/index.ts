import { Migration20261121000001Platform } from './migration-20261121-000001-platform';
import { Migration20261121000050OutboxWakesTheRelay } from './migration-20261121-000050-outbox-wakes-the-relay';

/** All schema changes, in their one order. */
export const migrations = [Migration20261121000001Platform, Migration20261121000050OutboxWakesTheRelay];
