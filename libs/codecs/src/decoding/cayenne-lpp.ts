/** One value of a Cayenne LPP payload. */
export interface LppValue {
  /** `{channel}.{name}`: `3.temperature`, `5.accelerometer.x`. */
  channel: string;
  value: number;
  /** UCUM; '' where the standard names none. */
  unit: string;
}

interface LppType {
  name: string;
  /** Parts of a value, in the order they are sent. */
  parts: readonly LppPart[];
}

interface LppPart {
  name?: string;
  bytes: 1 | 2 | 3 | 4;
  signed: boolean;
  divisor: number;
  unit: string;
}

const part = (bytes: 1 | 2 | 3 | 4, signed: boolean, divisor: number, unit = '', name?: string): LppPart => ({
  bytes,
  signed,
  divisor,
  unit,
  ...(name !== undefined && { name }),
});
const axes = (divisor: number, unit: string): LppPart[] =>
  ['x', 'y', 'z'].map((name) => part(2, true, divisor, unit, name));

const types: ReadonlyMap<number, LppType> = new Map(
  Object.entries({
    0: { name: 'digitalInput', parts: [part(1, false, 1)] },
    1: { name: 'digitalOutput', parts: [part(1, false, 1)] },
    2: { name: 'analogInput', parts: [part(2, true, 100)] },
    3: { name: 'analogOutput', parts: [part(2, true, 100)] },
    100: { name: 'generic', parts: [part(4, false, 1)] },
    101: { name: 'illuminance', parts: [part(2, false, 1, 'lx')] },
    102: { name: 'presence', parts: [part(1, false, 1)] },
    103: { name: 'temperature', parts: [part(2, true, 10, 'Cel')] },
    104: { name: 'humidity', parts: [part(1, false, 2, '%')] },
    113: { name: 'accelerometer', parts: axes(1_000, '[g]') },
    115: { name: 'barometer', parts: [part(2, false, 10, 'hPa')] },
    116: { name: 'voltage', parts: [part(2, false, 100, 'V')] },
    117: { name: 'current', parts: [part(2, false, 1_000, 'A')] },
    118: { name: 'frequency', parts: [part(4, false, 1, 'Hz')] },
    120: { name: 'percentage', parts: [part(1, false, 1, '%')] },
    121: { name: 'altitude', parts: [part(2, true, 1, 'm')] },
    125: { name: 'concentration', parts: [part(2, false, 1)] },
    128: { name: 'power', parts: [part(2, false, 1, 'W')] },
    130: { name: 'distance', parts: [part(4, false, 1_000, 'm')] },
    131: { name: 'energy', parts: [part(4, false, 1_000, 'kW.h')] },
    132: { name: 'direction', parts: [part(2, false, 1, 'deg')] },
    133: { name: 'unixTime', parts: [part(4, false, 1, 's')] },
    134: { name: 'gyrometer', parts: axes(100, 'deg/s') },
    136: {
      name: 'gps',
      parts: [
        part(3, true, 10_000, 'deg', 'latitude'),
        part(3, true, 10_000, 'deg', 'longitude'),
        part(3, true, 100, 'm', 'altitude'),
      ],
    },
    142: { name: 'switch', parts: [part(1, false, 1)] },
  } satisfies Record<number, LppType>).map(([code, type]) => [Number(code), type]),
);

/**
 * Reads a Cayenne LPP payload: channel, type, value, again and again.
 * @throws {Error} for a type it does not know, because its length is unknown too, and for a payload that was cut
 */
export function decodeCayenneLpp(bytes: Uint8Array): LppValue[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: LppValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 2 > bytes.length) throw new Error(`Cayenne LPP: one byte is left over at ${at}`);
    const channel = view.getUint8(at);
    const code = view.getUint8(at + 1);
    const type = types.get(code);
    if (type === undefined) throw new Error(`Cayenne LPP: type ${code} on channel ${channel} is not known`);
    at += 2;
    for (const { name, bytes: size, signed, divisor, unit } of type.parts) {
      if (at + size > bytes.length) throw new Error(`Cayenne LPP: ${type.name} on channel ${channel} is cut short`);
      const full = [channel, type.name, ...(name === undefined ? [] : [name])].join('.');
      values.push({ channel: full, value: integer(view, at, size, signed) / divisor, unit });
      at += size;
    }
  }
  return values;
}

/** Big endian. */
function integer(view: DataView, at: number, size: number, signed: boolean): number {
  let value = 0;
  for (let i = 0; i < size; i += 1) value = value * 256 + view.getUint8(at + i);
  return signed && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
}
