import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { freshToken } from '../auth/session';
import type { Alarm } from '../data/types';
import { LiveClient, type LiveStatus, type LiveValue } from './live-client';
import type { LiveWish, ReadingBlock } from './protocol';

const url = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`;

/** Alarms of everything that may be seen; open as long as someone is signed in. */
export const live = new LiveClient({ channel: 'alerts', url, token: freshToken });

/** Readings, as far as a screen shows them; open only then. */
const readings = new LiveClient({ channel: 'readings', url, token: freshToken });
let readers = 0;

function wantReadings(wish: LiveWish): () => void {
  const stopWanting = readings.want(wish);
  readers += 1;
  readings.start();
  return () => {
    stopWanting();
    readers -= 1;
    // A moment later: the next screen may want readings too.
    setTimeout(() => readers === 0 && readings.stop(), 1000);
  };
}

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
    const stopWanting = wantReadings({ sensorIds: [...wanted] });
    const stopListening = readings.onReadings((block) => {
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
export function useLiveReadings(municipalityIds: readonly string[], onReadings: (block: ReadingBlock) => void): void {
  const latest = useRef(onReadings);
  useEffect(() => {
    latest.current = onReadings;
  });
  const key = municipalityIds.join(',');
  useEffect(() => {
    const stopWanting = wantReadings({ municipalityIds: key ? key.split(',') : [] });
    const stopListening = readings.onReadings((block) => latest.current(block));
    return () => {
      stopWanting();
      stopListening();
    };
  }, [key]);
}

/** Subscribes to the readings of one sensor (null: none) and calls back with each block that holds some of them. */
export function useLiveReadingsOf(sensorId: string | null, onReadings: (block: ReadingBlock) => void): void {
  const latest = useRef(onReadings);
  useEffect(() => {
    latest.current = onReadings;
  });
  useEffect(() => {
    if (sensorId === null) return undefined;
    const stopWanting = wantReadings({ sensorIds: [sensorId] });
    const stopListening = readings.onReadings((block) => {
      if (block.sensorIds.includes(sensorId)) latest.current(block);
    });
    return () => {
      stopWanting();
      stopListening();
    };
  }, [sensorId]);
}

/** Tells the connections when the device loses or finds the network. Used once, by the frame. */
export function useNetworkEvents(): void {
  useEffect(() => {
    const all = [live, readings];
    const offline = (): void => all.forEach((client) => client.networkLost());
    const online = (): void => all.forEach((client) => client.retryNow());
    window.addEventListener('offline', offline);
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('offline', offline);
      window.removeEventListener('online', online);
    };
  }, []);
}

/** Fetches everything on screen again after a hole in the stream or a lost connection. */
export function useHealing(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    let wasLost = false;
    const refetch = (): void => void queryClient.invalidateQueries();
    const stopReset = live.onReset(refetch);
    const stopReadingsReset = readings.onReset(refetch);
    const stopStatus = live.onStatus(({ state }) => {
      if (state === 'live' && wasLost) refetch();
      wasLost = state === 'lost' || (wasLost && state !== 'live');
    });
    return () => {
      stopReset();
      stopReadingsReset();
      stopStatus();
    };
  }, [queryClient]);
}
