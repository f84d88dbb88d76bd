/** One value of a TLV message, with where it stands in the object tree. */
export interface TlvValue {
  /** `/3303/0/5700`, or `/3/0/7/1` for an instance of a resource. */
  path: string;
  value: Uint8Array;
}

/** Bytes that are no OMA-TLV. */
export class TlvError extends Error {
  override readonly name = 'TlvError';
}

const OBJECT_INSTANCE = 0;
const RESOURCE_INSTANCE = 1;
const MULTIPLE_RESOURCE = 2;
const MAX_VALUES = 5_000;
/** Object instance, resource, instance of a resource. */
const MAX_DEPTH = 3;

/**
 * Reads OMA-TLV (LwM2M core 1.1, 7.4.3).
 * @param base - path that was asked for: segments of object, instance, resource
 * @throws {TlvError}
 */
export function readTlv(bytes: Uint8Array, base: readonly string[]): TlvValue[] {
  const [object = '', instance = '0'] = base;
  const values: TlvValue[] = [];
  walk(bytes, { instance: `/${object}`, resource: `/${object}/${instance}`, part: `/${base.join('/')}` }, 1, values);
  return values;
}

/** What an id is put behind, by the kind of what bears it. */
interface Prefixes {
  instance: string;
  resource: string;
  part: string;
}

function walk(bytes: Uint8Array, prefixes: Prefixes, depth: number, values: TlvValue[]): void {
  if (depth > MAX_DEPTH) throw new TlvError('It nests deeper than an object does');
  let at = 0;
  const uint = (size: number): number => {
    if (at + size > bytes.length) throw new TlvError('It ends too early');
    let number = 0;
    for (let i = 0; i < size; i += 1) number = number * 256 + (bytes[at + i] as number);
    at += size;
    return number;
  };
  while (at < bytes.length) {
    const head = uint(1);
    const id = uint((head & 0x20) === 0 ? 1 : 2);
    const lengthSize = (head >> 3) & 3;
    const length = lengthSize === 0 ? head & 7 : uint(lengthSize);
    if (at + length > bytes.length) throw new TlvError('It ends too early');
    const value = bytes.subarray(at, at + length);
    at += length;
    const kind = head >> 6;
    if (kind === OBJECT_INSTANCE) {
      const instance = `${prefixes.instance}/${id}`;
      walk(value, { instance, resource: instance, part: instance }, depth + 1, values);
    } else if (kind === MULTIPLE_RESOURCE) {
      const part = `${prefixes.resource}/${id}`;
      walk(value, { instance: part, resource: part, part }, depth + 1, values);
    } else {
      values.push({ path: `${kind === RESOURCE_INSTANCE ? prefixes.part : prefixes.resource}/${id}`, value });
      if (values.length > MAX_VALUES) throw new TlvError(`It holds more than ${MAX_VALUES} values`);
    }
  }
}

/** Objects of LwM2M itself, whose numbers are integers; those of IPSO are floating-point. */
const integerObjects = new Set(['0', '1', '2', '3', '4', '5', '7']);
/** Counters of IPSO. */
const integerResources = new Set(['5501', '5534']);

/**
 * The number in a value, whose kind the message does not tell: by its length and by the object it belongs to.
 * @returns NaN: it is none
 */
export function tlvNumber({ path, value }: TlvValue): number {
  const [, object = '', , resource = ''] = path.split('/');
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const integer = integerObjects.has(object) || integerResources.has(resource);
  switch (value.length) {
    case 1:
      return view.getInt8(0);
    case 2:
      return view.getInt16(0);
    case 4:
      return integer ? view.getInt32(0) : view.getFloat32(0);
    case 8:
      return integer ? Number(view.getBigInt64(0)) : view.getFloat64(0);
    default:
      return Number.NaN;
  }
}
