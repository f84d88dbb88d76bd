import type { QuarantineReason } from '@app/contracts';
import type { SensorRecord } from '../registry/registry-records';

/** Why a name has no sensor. */
export interface Unresolved {
  reason: QuarantineReason;
  detail: string;
}

/** The sensor of each item, or why there is none; undefined where the item had a fault already. */
export type Resolved = (SensorRecord | Unresolved | undefined)[];
