import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { freshToken } from '../auth/session';
import type { Alarm } from '../data/types';
import { LiveClient, type LiveStatus, type LiveValue } from './live-client';

/** The portal's one live connection. */
export const live = new LiveClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`,
  token: freshToken,
});

/** State of the live connection. */
export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(
    (listener) => live.onStatus(listener),
    () => live.status,
  );
}

/** Calls back for every alarm that changes, while mounted. */
export function useLiveAlarms(onAlarm: (alarm: Alarm) => void): void {
  const latest = useRef(onAlarm);
  useEffect(() => {
    latest.current = onAlarm;
  });
  useEffect(() => live.onAlarm((alarm) => latest.current(alarm)), []);
}

/**
 * Newest values of some sensors, updated as they arrive (at most once a frame).
 * @param sensorIds - the sensors on the screen; none: no subscription
 */
export function useLiveValues(sensorIds: readonly string[]): ReadonlyMap<string, LiveValue> {
  const [values, setValues] = useState<ReadonlyMap<string, LiveValue>>(new Map());
  const key = [...sensorIds].sort().join(',');
  useEffect(() => {
    if (!key) return undefined;
    const wanted = new Set(key.split(','));
    const waiting = new Map<string, LiveValue>();
    let frame = 0;
    const stopWanting = live.want({ channels: ['readings'], sensorIds: [...wanted] });
    const stopListening = live.onReadings((block) => {
      block.sensorIds.forEach((id, index) => {
        if (wanted.has(id)) {
          waiting.set(id, { time: block.times[index], value: block.values[index], quality: block.qualities[index] });
        }
      });
      if (waiting.size === 0) return;
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        const arrived = [...waiting];
        waiting.clear();
        setValues((before) => new Map([...before, ...arrived]));
      });
    });
    return () => {
      stopWanting();
      stopListening();
      cancelAnimationFrame(frame);
    };
  }, [key]);
  return values;
}

/** Subscribes to the readings of municipalities (empty: all that may be seen) and calls back with each block. */
export function useLiveReadings(
  municipalityIds: readonly string[],
  onReadings: (block: Parameters<Parameters<LiveClient['onReadings']>[0]>[0]) => void,
): void {
  const latest = useRef(onReadings);
  useEffect(() => {
    latest.current = onReadings;
  });
  const key = municipalityIds.join(',');
  useEffect(() => {
    const stopWanting = live.want({ channels: ['readings'], municipalityIds: key ? key.split(',') : [] });
    const stopListening = live.onReadings((block) => latest.current(block));
    return () => {
      stopWanting();
      stopListening();
    };
  }, [key]);
}

/** Fetches everything on screen again after a hole in the stream or a lost connection. */
export function useHealing(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    let wasLost = false;
    const refetch = (): void => void queryClient.invalidateQueries();
    const stopReset = live.onReset(refetch);
    const stopStatus = live.onStatus(({ state }) => {
      if (state === 'live' && wasLost) refetch();
      wasLost = state === 'lost' || (wasLost && state !== 'live');
    });
    return () => {
      stopReset();
      stopStatus();
    };
  }, [queryClient]);
}
