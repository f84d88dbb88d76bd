import { type Point, type Table, type Target, valueTypes } from './config';

/** One request, and the points that its answer holds. */
export interface ReadGroup {
  table: Table;
  address: number;
  /** Registers, or bits of coils and discrete inputs. */
  count: number;
  points: Point[];
}

type Limits = Pick<Target, 'maxRegisters' | 'maxBits' | 'maxGap' | 'points'>;

/** Joins neighbouring points into as few requests as the limits allow. */
export function planReads({ points, maxRegisters, maxBits, maxGap }: Limits): ReadGroup[] {
  const groups: ReadGroup[] = [];
  const sorted = points.toSorted((a, b) => a.table.localeCompare(b.table) || a.address - b.address);
  for (const point of sorted) {
    const last = groups.at(-1);
    const end = point.address + valueTypes[point.type];
    const most = isBits(point.table) ? maxBits : maxRegisters;
    const fits =
      last !== undefined &&
      last.table === point.table &&
      point.address - (last.address + last.count) <= maxGap &&
      end - last.address <= most;
    if (fits) {
      last.count = Math.max(last.count, end - last.address);
      last.points.push(point);
    } else groups.push({ table: point.table, address: point.address, count: end - point.address, points: [point] });
  }
  return groups;
}

export function isBits(table: Table): boolean {
  return table === 'coil' || table === 'discrete';
}

/**
 * A point's part of the answer to its group, as registers; a coil becomes one of 0 or 1.
 * @param data - of the answer: registers, or bits packed with the lowest first
 */
export function registersOf(point: Point, group: ReadGroup, data: Buffer): Buffer {
  const at = point.address - group.address;
  if (!isBits(group.table)) return data.subarray(at * 2, (at + valueTypes[point.type]) * 2);
  return Buffer.from([0, (data.readUInt8(at >> 3) >> (at & 7)) & 1]);
}
