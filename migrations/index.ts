import { Migration20261121000001Platform } from './migration-20261121-000001-platform';

/** All schema changes, in their one order. */
export const migrations = [Migration20261121000001Platform];
