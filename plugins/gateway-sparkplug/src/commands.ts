import type { DeviceCommand } from '@app/plugin-sdk';
import type { EdgeNode } from './edge-node';
import { type Metric, encodePayload } from './payload';
import { BOOLEAN, valueOf } from './values';

export const REBIRTH = 'Node Control/Rebirth';

/** Payload of an NCMD that asks a node for its births. */
export function rebirthPayload(now: number): Uint8Array {
  const value = { kind: 'boolean', value: true } as const;
  return encodePayload({ timestamp: now, seq: null, metrics: [metric(REBIRTH, BOOLEAN, value, now)] });
}

/**
 * Payload for an order: `rebirth`, or `write` with values by name of metric, in the types that the birth gave them:
 * `{"metrics": {"Setpoint": 3.5}}`.
 * @param node - null: not known yet
 * @throws {Error} that says, for a person, why it cannot be written
 */
export function commandPayload(
  { name, payload }: DeviceCommand,
  node: EdgeNode | null,
  device: string | null,
  now: number,
): Uint8Array {
  if (name === 'rebirth') return rebirthPayload(now);
  if (name !== 'write') throw new Error(`Sparkplug devices know the orders "write" and "rebirth", not "${name}"`);
  const values = payload['metrics'];
  if (typeof values !== 'object' || values === null || Object.keys(values).length === 0) {
    throw new Error('The order names no metrics: {"metrics": {"Setpoint": 3.5}}');
  }
  const metrics = Object.entries(values).map(([key, given]) => {
    const definition = node?.definition(device, key);
    if (definition === undefined) throw new Error(`The device has no metric "${key}", or has not been heard yet`);
    const value = valueOf(definition.datatype, given);
    if (value === null) throw new Error(`The value does not fit the type of the metric "${key}"`);
    return metric(key, definition.datatype, value, now);
  });
  return encodePayload({ timestamp: now, seq: null, metrics });
}

function metric(name: string, datatype: number, value: Metric['value'], timestamp: number): Metric {
  const properties = { unit: '', quality: null };
  return {
    name,
    alias: null,
    timestamp,
    datatype,
    isHistorical: false,
    isTransient: false,
    isNull: false,
    properties,
    value,
  };
}
