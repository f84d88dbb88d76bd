import type { InpNetwork } from '@app/hydraulics';
import type { Localisation, LossToLocate } from '../core/localise';
import type { SlotResult, TwinMemory } from '../core/run-slots';
import type { MeasuredSlot, ModelLink } from '../core/twin-types';
import type { WhatIfOutcome, WhatIfTask } from '../core/what-if';

/** A network with the sensors in it. */
export interface ModelSource {
  readonly network: InpNetwork;
  readonly links: readonly ModelLink[];
}

/** What a thread is asked to do, and what it answers; cloned on the way. */
export interface ThreadTasks {
  run: {
    task: ModelSource & { readonly slots: readonly MeasuredSlot[]; readonly memory: TwinMemory };
    answer: { readonly results: readonly SlotResult[]; readonly memory: TwinMemory };
  };
  localise: { task: LossToLocate; answer: Localisation | null };
  'what-if': { task: WhatIfTask; answer: WhatIfOutcome };
}

export type TaskName = keyof ThreadTasks;

/** `workerData` of a thread. */
export type ThreadTask = { [Name in TaskName]: { name: Name; task: ThreadTasks[Name]['task'] } }[TaskName];

/** What a thread says at its end. */
export type ThreadMessage = { readonly answer: unknown } | { readonly refused: string };
