import type { InpNetwork } from '../network';
import { lengthFactorToM } from '../units';
import { addScaled, zeros } from './dense';
import type { LeakAlarm } from './known-leak';
import { LeakBaseline } from './leak-baseline';
import { LeakNetwork } from './leak-network';
import type { LeakTable } from './leak-table';
import { LeakWatch } from './leak-watch';
import { leakWatchDefaults, type LeakWatchSettings } from './leak-watch-settings';
import { PipeDistances } from './pipe-distances';
import { channelBiases, takeBias } from './reference';
import { fitNoise } from './residual-noise';
import { BLOCK_HOURS, BLOCKS_A_DAY, leakSignatures } from './signatures';
import { MOST_OF_INFLOW, type ResidualBlock } from './signature-window';

/** Days at the start of the table that are taken as the normal state. */
export const REFERENCE_DAYS = 7;

/**
 * Runs a network beside its sensors and reports leaks as they become clear; nothing later than an alarm is used for it.
 *
 * @param table - hourly means, from a midnight on; the first week is taken as normal (leaks that run all through it are part of normal)
 * @throws {RangeError} when the meters close no zone or the first week lacks measurements
 * @throws {EpanetError} when the network cannot be solved
 */
export async function findLeaks(
  network: InpNetwork,
  table: LeakTable,
  settings: LeakWatchSettings = leakWatchDefaults,
  progress: (block: number, watch: LeakWatch) => void = () => undefined,
): Promise<LeakAlarm[]> {
  const shadow = await LeakNetwork.open(network, table);
  try {
    const watch = prepare(shadow, table, settings);
    const alarms: LeakAlarm[] = [];
    for (let block = REFERENCE_DAYS * BLOCKS_A_DAY; (block + 1) * BLOCK_HOURS <= table.steps; block += 1) {
      const alarm = watch.push(block);
      if (alarm !== null) alarms.push(alarm);
      progress(block, watch);
    }
    return alarms;
  } finally {
    shadow.close();
  }
}

function prepare(shadow: LeakNetwork, table: LeakTable, settings: LeakWatchSettings): LeakWatch {
  const hours = Array.from({ length: REFERENCE_DAYS * 24 }, (_, hour) => hour);
  const signatures = leakSignatures(shadow, hours.slice(24));
  const run = hours.flatMap((hour) => {
    const state = shadow.hourState(hour, new Map());
    if (state === null) return [];
    const modelled = shadow.modelled(state);
    return [
      {
        hour,
        modelled,
        residual: shadow.measured(hour).map((value, channel) => value - (modelled[channel] as number)),
      },
    ];
  });
  const biases = channelBiases(
    run.map(({ modelled }) => modelled),
    run.map(({ residual }) => residual),
  );
  const pipes = new Map(network(shadow).pipes.map((pipe) => [pipe.id, pipe]));
  const source = (block: number, leaks: ReadonlyMap<number, number>): ResidualBlock | null => {
    const outflows = new Map<string, number>();
    for (const [pipe, wanted] of leaks) {
      // More than the zone takes in cannot leak.
      const size = Math.min(
        wanted,
        MOST_OF_INFLOW * shadow.inflow(signatures.zones[pipe] as number, block * BLOCK_HOURS + 1),
      );
      if (!(size > 0)) continue;
      const { from, to } = pipes.get(signatures.pipes[pipe] as string) as { from: string; to: string };
      for (const end of [from, to]) outflows.set(end, (outflows.get(end) ?? 0) + size / 2);
    }
    const rows: { residual: Float64Array; inflows: readonly number[] }[] = [];
    for (let hour = block * BLOCK_HOURS; hour < (block + 1) * BLOCK_HOURS; hour += 1) {
      const state = shadow.hourState(hour, outflows);
      if (state === null) continue;
      const modelled = shadow.modelled(state, outflows);
      const residual = shadow.measured(hour).map((value, channel) => value - (modelled[channel] as number));
      // A silent sensor says nothing either way.
      const known = takeBias(residual, modelled, biases).map((value) => (Number.isFinite(value) ? value : 0));
      rows.push({ residual: known, inflows: state.inflowM3h });
    }
    if (rows.length === 0) return null;
    return {
      block,
      residual: meanOf(rows.map(({ residual }) => residual)),
      inflows: meanOf(rows.map(({ inflows }) => Float64Array.from(inflows))) as unknown as number[],
    };
  };
  const reference = Array.from({ length: REFERENCE_DAYS * BLOCKS_A_DAY }, (_, block) => source(block, new Map()));
  const scale = channelScale(shadow, reference);
  const noise = fitNoise(
    signatures,
    reference.map((block) => block?.residual ?? new Float64Array(shadow.channels).fill(Number.NaN)),
    scale,
    shadow.zones.map((_, zone) => inflowDeviation(shadow, zone)),
  );
  const learned = zeros(shadow.channels);
  for (const covariance of noise.covariances)
    addScaled(learned, covariance, 2 / (BLOCKS_A_DAY * REFERENCE_DAYS * BLOCKS_A_DAY));
  const distances = new PipeDistances(network(shadow), lengthFactorToM(network(shadow).options.flowUnits));
  return new LeakWatch(signatures, noise, new LeakBaseline(learned, scale), distances, source, table.startMs, settings);
}

/** How far a zone's inflow strays from its pattern over a block when a tank's level is part of it, m3/h; 0 for a zone without tank. */
function inflowDeviation(shadow: LeakNetwork, zone: number): number {
  if (shadow.zones[zone]?.tanks.length === 0) return 0;
  const blocks = Array.from({ length: REFERENCE_DAYS * BLOCKS_A_DAY }, (_, block) => {
    let [inflow, demand] = [0, 0];
    for (let hour = block * BLOCK_HOURS; hour < (block + 1) * BLOCK_HOURS; hour += 1) {
      inflow += shadow.inflow(zone, hour) / BLOCK_HOURS;
      demand += shadow.zoneDemand(zone, hour) / BLOCK_HOURS;
    }
    return { inflow, demand };
  }).filter(({ inflow }) => Number.isFinite(inflow));
  const factor =
    blocks.reduce((sum, { inflow }) => sum + inflow, 0) / blocks.reduce((sum, { demand }) => sum + demand, 0);
  return Math.sqrt(
    blocks.reduce((sum, { inflow, demand }) => sum + (inflow - factor * demand) ** 2, 0) / blocks.length,
  );
}

function network(shadow: LeakNetwork): InpNetwork {
  return shadow.network;
}

/** Own noise of a flow channel in terms of a pressure channel's, from how much the channels jump from block to block. */
function channelScale(shadow: LeakNetwork, reference: readonly (ResidualBlock | null)[]): Float64Array {
  const jumps = Array.from({ length: shadow.channels }, (_, channel) => {
    const steps = reference.flatMap((block, at) => {
      const before = reference[at - 1];
      return block && before
        ? [Math.abs((block.residual[channel] as number) - (before.residual[channel] as number))]
        : [];
    });
    steps.sort((a, b) => a - b);
    return steps[steps.length >> 1] ?? 0;
  });
  const pressures = jumps.slice(0, shadow.sensors.length).toSorted((a, b) => a - b);
  const typical = pressures[pressures.length >> 1] ?? 1;
  return Float64Array.from(jumps, (jump, channel) =>
    channel < shadow.sensors.length || typical === 0 ? 1 : jump / typical,
  );
}

function meanOf(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) row.forEach((value, at) => void (mean[at] = (mean[at] as number) + value / rows.length));
  return mean;
}
