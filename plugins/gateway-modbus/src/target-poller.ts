import type { TelemetryColumns } from '@app/plugin-sdk';
import type { Point, Target } from './config';
import { type ModbusClient, ModbusException, ModbusFault } from './modbus-client';
import { type KeptRead, columnsOfReads } from './poll-readings';
import { type ReadGroup, planReads } from './read-plan';

/** What one poll of a target brought. */
export interface PollResult {
  columns: TelemetryColumns;
  reads: KeptRead[];
  /** Points that could not be read, with the reason, by channel. */
  faults: Map<string, string>;
}

/** The gateway before it could not reach the unit: not the fault of single points. */
const UNREACHABLE = new Set([10, 11]);
const ILLEGAL_ADDRESS = 2;

/** Reads all points of a target with few requests, and keeps a point that the device refuses from spoiling others. */
export class TargetPoller {
  private groups: ReadGroup[];

  constructor(
    readonly target: Target,
    private readonly client: ModbusClient,
  ) {
    this.groups = planReads(target);
  }

  /**
   * @param time - of the poll, Unix ms: the event time of all its readings
   * @throws {ModbusFault} when the target does not answer
   * @throws {ModbusException} when the gateway before it says that it cannot be reached
   */
  async poll(time: number): Promise<PollResult> {
    const reads: KeptRead[] = [];
    const faults = new Map<string, string>();
    for (const group of this.groups) {
      try {
        reads.push(await this.read(group));
      } catch (error) {
        if (!(error instanceof ModbusException) || UNREACHABLE.has(error.code)) throw error;
        if (error.code === ILLEGAL_ADDRESS && group.points.length > 1) {
          await this.readApart(group, reads, faults);
        } else for (const { channel } of group.points) faults.set(channel, error.message);
      }
    }
    const { columns, noValue } = columnsOfReads(this.target, reads, time);
    for (const channel of noValue) faults.set(channel, 'no finite number');
    return { columns, reads, faults };
  }

  /** One of them, or a gap between them, does not exist: from now on each is read by itself. */
  private async readApart(group: ReadGroup, reads: KeptRead[], faults: Map<string, string>): Promise<void> {
    const single = group.points.flatMap((point) => planReads({ ...this.target, points: [point] }));
    for (const one of single) {
      try {
        reads.push(await this.read(one));
      } catch (error) {
        if (!(error instanceof ModbusException) || UNREACHABLE.has(error.code)) throw error;
        faults.set((one.points[0] as Point).channel, error.message);
      }
    }
    this.groups = this.groups.flatMap((each) => (each === group ? single : [each]));
  }

  private async read({ table, address, count }: ReadGroup): Promise<KeptRead> {
    const { unit, timeoutMs, retries } = this.target;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const data = await this.client.read({ unit, table, address, count, timeoutMs });
        return { table, address, count, data: data.toString('hex') };
      } catch (error) {
        if (!(error instanceof ModbusFault) || attempt >= retries) throw error;
      }
    }
  }
}
