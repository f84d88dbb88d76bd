import { createContext, type ReactNode, useContext } from 'react';
import { useLiveValues } from '../live/live';
import type { LiveValue } from '../live/live-client';

const Values = createContext<ReadonlyMap<string, LiveValue>>(new Map());

/** Subscribes once to the sensors of a list; cells below ask for their own. */
export function LiveSensors({ ids, children }: { ids: readonly string[]; children: ReactNode }) {
  const values = useLiveValues(ids);
  return <Values value={values}>{children}</Values>;
}

/** A value with its time; ms since 1970. */
export interface Latest {
  time: number;
  value: number;
  quality: number;
}

/** The newest reading of a sensor: fetched, or arrived live since. */
export function useLatest(id: string, fetched: { time: string; value: number; quality: number } | null): Latest | null {
  const arrived = useContext(Values).get(id);
  const known = fetched ? { ...fetched, time: Date.parse(fetched.time) } : null;
  return arrived && (!known || arrived.time > known.time) ? arrived : known;
}
