import { Migration20261121000001Platform } from './migration-20261121-000001-platform';
import { Migration20261121000010Access } from './migration-20261121-000010-access';
import { Migration20261121000030IngestLog } from './migration-20261121-000030-ingest-log';
import { Migration20261121000031IngestHeads } from './migration-20261121-000031-ingest-heads';
import { Migration20261121000050OutboxWakesTheRelay } from './migration-20261121-000050-outbox-wakes-the-relay';
import { Migration20261121000060AlarmNames } from './migration-20261121-000060-alarm-names';
import { Migration20261121000070DeviceNames } from './migration-20261121-000070-device-names';
import { Migration20261121000071MessageKeys } from './migration-20261121-000071-message-keys';
import { Migration20261121000074Codecs } from './migration-20261121-000074-codecs';
import { Migration20261121000072Imports } from './migration-20261121-000072-imports';
import { Migration20261121000073Plugins } from './migration-20261121-000073-plugins';
import { Migration20261121000075RegistryChanges } from './migration-20261121-000075-registry-changes';
import { Migration20261122000079AlertKinds } from './migration-20261122-000079-alert-kinds';
import { Migration20261122000084Events } from './migration-20261122-000084-events';
import { Migration20261122000085SeriesMemories } from './migration-20261122-000085-series-memories';
import { Migration20261122000091AlertFindings } from './migration-20261122-000091-alert-findings';
import { Migration20261122000080Models } from './migration-20261122-000080-models';
import { Migration20261122000081Twin } from './migration-20261122-000081-twin';
import { Migration20261122000082Balance } from './migration-20261122-000082-balance';
import { Migration20261122000083Maintenance } from './migration-20261122-000083-maintenance';

/** All schema changes, in their one order. */
export const migrations = [
  Migration20261121000001Platform,
  Migration20261121000010Access,
  Migration20261121000030IngestLog,
  Migration20261121000031IngestHeads,
  Migration20261121000050OutboxWakesTheRelay,
  Migration20261121000060AlarmNames,
  Migration20261121000070DeviceNames,
  Migration20261121000071MessageKeys,
  Migration20261121000072Imports,
  Migration20261121000073Plugins,
  Migration20261121000074Codecs,
  Migration20261121000075RegistryChanges,
  Migration20261122000079AlertKinds,
  Migration20261122000080Models,
  Migration20261122000081Twin,
  Migration20261122000082Balance,
  Migration20261122000083Maintenance,
  Migration20261122000084Events,
  Migration20261122000085SeriesMemories,
  Migration20261122000091AlertFindings,
];
