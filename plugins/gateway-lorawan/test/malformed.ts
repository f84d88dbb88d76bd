import type { MountedRequest } from '@app/plugin-sdk';
import { SECRET, chirpstackStatus, chirpstackUp, thingsStackUp } from './events';
import { frameOf } from './frames';

/** Numbers from 0 to below 1. */
export type Rng = () => number;

const junk: readonly unknown[] = [null, true, -1, 1e308, '', 'x', [], {}, '\u0000', [[[]]], Number.MAX_SAFE_INTEGER];

/** A request that a network server would not send: good events with parts replaced, cut or flipped, and noise. */
export function malformed(rng: Rng): Partial<MountedRequest> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rng() * list.length)] as T;
  const events = [
    chirpstackUp(),
    chirpstackStatus,
    thingsStackUp(),
    { phyPayload: frameOf('00fa', 3).toString('base64') },
  ];
  const event = structuredClone(pick(events)) as unknown as Record<string, unknown>;
  if (rng() < 0.7) spoil(event, rng, pick);
  let body = Buffer.from(JSON.stringify(event));
  const way = rng();
  if (way < 0.2) body = body.subarray(0, Math.floor(rng() * body.length));
  else if (way < 0.4) {
    body = Buffer.from(body);
    for (let i = 0; i < 4; i += 1) body[Math.floor(rng() * body.length)] = Math.floor(rng() * 256);
  } else if (way < 0.5)
    body = Buffer.from(Array.from({ length: Math.floor(rng() * 200) }, () => Math.floor(rng() * 256)));
  else if (way < 0.53) body = Buffer.from('['.repeat(Math.floor(rng() * 5_000)));
  const headers = rng() < 0.95 ? { 'x-hydrant-secret': SECRET } : {};
  const query = `event=${rng() < 0.8 ? 'up' : pick(['join', 'status', 'ack', 'txack', 'log', '', '../up', '%00'])}`;
  return { method: 'POST', headers, query, body };
}

/** Replaces one part, somewhere inside. */
function spoil(event: Record<string, unknown>, rng: Rng, pick: <T>(list: readonly T[]) => T): void {
  const names = Object.keys(event);
  const name = pick(names);
  const inner = event[name];
  if (inner !== null && typeof inner === 'object' && Object.keys(inner).length > 0 && rng() < 0.6) {
    spoil(inner as Record<string, unknown>, rng, pick);
  } else if (rng() < 0.2) delete event[name];
  else event[name] = pick(junk);
}
