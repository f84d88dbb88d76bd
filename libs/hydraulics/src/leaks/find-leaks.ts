import type { InpNetwork } from '../network';
import { lengthFactorToM } from '../units';
import { addScaled, zeros } from './dense';
import { type InflowAlarm, InflowWatch } from './inflow-leaks';
import type { LeakAlarm } from './known-leak';
import { LeakBaseline } from './leak-baseline';
import { LeakNetwork } from './leak-network';
import { LeakReferee } from './leak-referee';
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
const HOUR_MS = 3_600_000;
const BLOCK_MS = BLOCK_HOURS * HOUR_MS;

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
    const referee = new LeakReferee();
    const inflow = new InflowWatch(network, table);
    const rises = inflow.alarms();
    const alarms: LeakAlarm[] = [];
    for (let block = REFERENCE_DAYS * BLOCKS_A_DAY; (block + 1) * BLOCK_HOURS <= table.steps; block += 1) {
      const placed = watch.push(block);
      if (placed !== null && acceptsPlaced(placed, block, shadow, watch, inflow, referee)) alarms.push(placed);
      const now = table.startMs + (block + 1) * BLOCK_MS;
      for (const rise of rises.filter(({ timeMs }) => timeMs > now - BLOCK_MS && timeMs <= now))
        alarms.push(...byInflow(rise, block, shadow, watch, referee));
      progress(block, watch);
    }
    // How a tank filled is known when the hour after is over.
    const waitMs = shadow.zones.some(({ tanks }) => tanks.length > 0) ? HOUR_MS : 0;
    return alarms.map((alarm) => ({ ...alarm, timeMs: alarm.timeMs + waitMs }));
  } finally {
    shadow.close();
  }
}

/** Probability near one pipe without which a rise of the inflow is stray use: a leak shows in the pressures at least faintly. */
const LEAST_NEAR = 0.25;
/** How far the inflow of the last hours strays, m3/h, and the share of a leak that must show in it. */
const INFLOW_DEVIATION_M3H = 1.5;
const SHOWN_SHARE = 0.25;
const CONFIRMED_SHARE = 0.5;

/** Whether a leak that the pressures tell of is new. Where the inflow has fallen instead, something was repaired. */
function acceptsPlaced(
  { pipeId, location, corrects, startMs, timeMs }: LeakAlarm,
  block: number,
  shadow: LeakNetwork,
  watch: LeakWatch,
  inflow: InflowWatch,
  referee: LeakReferee,
): boolean {
  const zone = shadow.zoneOfPipe(pipeId);
  const linkId = shadow.zones[zone]?.inlets[0]?.linkId ?? '';
  const rise = inflow.rise(linkId, startMs, timeMs);
  if (rise < SHOWN_SHARE * location.sizeM3h - 2 * INFLOW_DEVIATION_M3H) return false;
  // What another leak's uncertain place leaves does not raise the inflow.
  const least = Math.max(CONFIRMED_SHARE * location.sizeM3h, 3 * INFLOW_DEVIATION_M3H);
  const confirmed = inflow.rise(linkId, startMs, timeMs, 1) > least;
  return corrects !== null || referee.acceptsPressure(zone, block, location.sizeM3h, watch.knownIn(zone), confirmed);
}

/** A rise of a zone's inflow that the pressures have not told of, placed where they point most. */
function byInflow(
  { linkId, timeMs, startMs, sizeM3h, sigmas }: InflowAlarm,
  block: number,
  shadow: LeakNetwork,
  watch: LeakWatch,
  referee: LeakReferee,
): LeakAlarm[] {
  const zone = shadow.zones.findIndex(({ inlets }) => inlets[0]?.linkId === linkId);
  if (!referee.acceptsInflow(zone, block, sizeM3h, watch.knownIn(zone))) return [];
  const location = watch.guess(zone, Math.round((timeMs - startMs) / BLOCK_MS));
  if (location === null || location.near < LEAST_NEAR) return [];
  return [{ timeMs, pipeId: location.pipeId, startMs, location, corrects: null, sigmas, evidence: 'inflow' }];
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
  const channelZones = shadow.channelZones();
  const source = (block: number, leaks: ReadonlyMap<number, number>): ResidualBlock | null => {
    const outflows = new Map<string, number>();
    const totals = shadow.zones.map(() => 0);
    for (const [pipe, size] of leaks) {
      const zone = signatures.zones[pipe] as number;
      totals[zone] = (totals[zone] as number) + size;
    }
    for (const [pipe, wanted] of leaks) {
      // More than the zone takes in cannot leak.
      const zone = signatures.zones[pipe] as number;
      const most = MOST_OF_INFLOW * shadow.inflow(zone, block * BLOCK_HOURS + 1);
      const size = wanted * Math.min(1, most / (totals[zone] as number));
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
      takeBias(residual, modelled, biases);
      channelZones.forEach((zone, channel) => {
        if (shadow.drained(zone, hour)) residual[channel] = Number.NaN;
      });
      rows.push({ residual, inflows: state.inflowM3h });
    }
    if (rows.length === 0) return null;
    return {
      block,
      residual: meanOf(rows.map(({ residual }) => residual)),
      inflows: meanOf(rows.map(({ inflows }) => Float64Array.from(inflows))) as unknown as number[],
    };
  };
  const reference = Array.from({ length: REFERENCE_DAYS * BLOCKS_A_DAY }, (_, block) => {
    const found = source(block, new Map());
    return found && { ...found, residual: found.residual.map((value) => (Number.isFinite(value) ? value : 0)) };
  });
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

/** Mean of what is known; NaN where nothing is. */
function meanOf(rows: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: rows[0]?.length ?? 0 }, (_, at) => {
    const known = rows.map((row) => row[at] as number).filter(Number.isFinite);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}
