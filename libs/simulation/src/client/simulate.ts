import { planNation, type NationPlan } from '../generator/nation';
import { MunicipalityOperation, type History } from '../operation/municipality-operation';
import { Random } from '../generator/random';
import type { UsualSpan } from '../operation/limits';
import type { SimulatedProtocol } from '../operation/protocols';
import { ApiClient } from './api-client';
import { uploadHistory, type MunicipalityHistory } from './history-upload';
import { LiveOperation } from './live-operation';
import type { Habit } from './links/habits';
import type { HostPort, LinkAddresses } from './links/open-link';
import { type ProvisionedDevice, provisionNation } from './provision';
import { provisionBalances } from './provision-balances';
import { provisionBreaks } from './provision-breaks';
import { provisionHooks } from './provision-hooks';
import { StateFile } from './state-file';

/** How to simulate a country against a platform. */
export interface SimulationSettings {
  readonly server: string;
  readonly mqtt: string;
  readonly tcp: HostPort;
  readonly coap: HostPort;
  /** Protocols that its devices speak, in turns. */
  readonly protocols: readonly SimulatedProtocol[];
  /** At most so many devices in the country; null: all that its networks call for. */
  readonly devices: number | null;
  /** Bad habits of its devices. */
  readonly habits: readonly Habit[];
  readonly apiKey: string;
  readonly seed: string;
  readonly municipalities: number;
  /** Mean junctions of a municipality's network. */
  readonly junctions: number;
  readonly speed: number;
  readonly intervalS: number;
  readonly incidentsPerHour: number;
  /** Days of readings before the start; 0: none. */
  readonly historyDays: number;
  /** Folder for the state. */
  readonly stateFolder: string;
  readonly log: (line: string) => void;
}

const dayMs = 86_400_000;
const stepMs = 900_000;
/** Two nights at least have seen the hidden leak at the start, and the nights before have not. */
const leakBeforeMs = 52 * 3_600_000;

/** Runs the simulated country until the signal ends it. @throws what stands in the way, such as a refused API key */
export async function simulate(settings: SimulationSettings, signal: AbortSignal): Promise<void> {
  const { log, server, apiKey: token, seed } = settings;
  const nation = planNation(settings);
  const operations = await openOperations(nation, settings);
  const api = new ApiClient({ server, token, signal, onOutage: log });
  const size = settings.devices === null ? [] : [settings.devices];
  const key = JSON.stringify([server, seed, settings.municipalities, settings.junctions, ...size]);
  const state = await StateFile.open(settings.stateFolder, key);
  const past = new Past(operations, settings.historyDays, state.state.sentUntilMs);
  hideLeak(operations, state, past.untilMs, settings);
  log(
    `${nation.name}: ${nation.regions.length} regions, ${operations.length} municipalities, ${countSensors(operations)} sensors.`,
  );
  const provisioned = await provisionAll(nation, operations, past, api, state, settings);
  const parts = past.parts();
  if (parts.length > 0) {
    let told = 0;
    const startedMs = Date.now();
    const figures = await uploadHistory(api, parts, (share) => {
      if (share < told + 0.25 && share < 1) return;
      told = share;
      log(`History: ${Math.round(share * 100)} %.`);
    });
    log(
      `History: ${figures.sent} readings in ${((Date.now() - startedMs) / 1000).toFixed(1)} s, ${figures.rejected} rejected.`,
    );
    state.state.sentUntilMs = past.untilMs;
    await state.save();
  }
  signal.throwIfAborted();
  await provisionBalances(operations, provisioned, api, log);
  await provisionBreaks(operations, provisioned, { seed, untilMs: past.untilMs }, api, log);
  const devices = provisioned.map((municipality) => municipality.devices);
  const spoken = new Set(devices.flatMap((each) => [...each.values()].map(({ protocol }) => protocol)));
  const hooks = await provisionHooks(spoken, server, api, state);
  const { mqtt, tcp, coap } = settings;
  await runLive(operations, devices, { server, mqtt, tcp, coap, hooks }, state, settings, signal);
}

/** A limit of devices is shared evenly; the protocols take their turns over the whole country. */
function openOperations(nation: NationPlan, settings: SimulationSettings): Promise<MunicipalityOperation[]> {
  const { seed, protocols, devices } = settings;
  const { municipalities } = nation;
  const shares = municipalities.map((_, index) =>
    devices === null ? null : Math.floor((devices + index) / municipalities.length),
  );
  let firstTurn = 0;
  return Promise.all(
    municipalities.map((plan, index) => {
      const most = shares[index] ?? null;
      const choice = most === null ? { protocols } : { protocols, most, firstTurn };
      firstTurn += most ?? 0;
      return MunicipalityOperation.open(plan, seed, choice);
    }),
  );
}

/** One district of the country has a leak that shows in its night flow only. Without incidents there is none. */
function hideLeak(
  operations: readonly MunicipalityOperation[],
  { state }: StateFile,
  untilMs: number,
  { seed, incidentsPerHour }: SimulationSettings,
): void {
  if (incidentsPerHour <= 0 || operations.length === 0) return;
  const random = new Random(`${seed}/hidden leak`);
  const operation = random.pick(operations);
  const { meanDemand, junctionIds } = random.pick(random.pick(operation.plan.water.zones).districts);
  state.leakFromMs ??= untilMs - leakBeforeMs;
  const litresPerS = Math.max(0.9, meanDemand * 0.3);
  operation.hide({ nodeId: random.pick(junctionIds), litresPerS, fromMs: state.leakFromMs });
}

function provisionAll(
  nation: NationPlan,
  operations: readonly MunicipalityOperation[],
  past: Past,
  api: ApiClient,
  state: StateFile,
  settings: SimulationSettings,
) {
  const wanted = operations.map((operation) => ({
    plan: operation.plan,
    devices: operation.devices,
    usual: async () => past.usualOf(operation),
  }));
  return provisionNation(nation, wanted, { api, state, intervalS: settings.intervalS, log: settings.log });
}

async function runLive(
  operations: readonly MunicipalityOperation[],
  identities: readonly ReadonlyMap<string, ProvisionedDevice>[],
  addresses: LinkAddresses,
  state: StateFile,
  settings: SimulationSettings,
  signal: AbortSignal,
): Promise<void> {
  const municipalities = operations.map((operation, index) => ({
    operation,
    identities: identities[index] ?? new Map(),
  }));
  const live = new LiveOperation(municipalities, { ...settings, addresses });
  let waitingBefore = 0;
  const note = (): void => {
    const { acknowledged, waiting, dropped } = live.figures;
    if (acknowledged > 0 && waiting < 1000) state.state.sentUntilMs = Date.now();
    state.save().catch((error: unknown) => settings.log(`The state could not be saved: ${String(error)}`));
    if (waiting > 1000 || waitingBefore > 1000)
      settings.log(`${waiting} readings wait to be sent, ${dropped} were dropped.`);
    waitingBefore = waiting;
  };
  const upkeep = setInterval(note, 60_000);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(upkeep);
  note();
  await live.stop(2500);
  await state.save();
  settings.log(`Stopped after ${live.figures.acknowledged} acknowledged readings.`);
}

function countSensors(operations: readonly MunicipalityOperation[]): number {
  return operations.reduce(
    (sum, { devices }) => sum + devices.reduce((count, device) => count + device.sensors.length, 0),
    0,
  );
}

/**
 * The operation before the start, worked out once: it tells the usual span of each sensor, is sent as history where readings are
 * missing, and leaves tanks and pumps as they are when live operation takes over.
 */
class Past {
  readonly untilMs = Math.floor(Date.now() / stepMs) * stepMs;
  private readonly passed = new Map<MunicipalityOperation, { history: History; usual: Map<string, UsualSpan> }>();
  private readonly fromMs: number;

  constructor(
    private readonly operations: readonly MunicipalityOperation[],
    historyDays: number,
    sentUntilMs: number | null,
  ) {
    const wholeFrom = this.untilMs - historyDays * dayMs;
    this.fromMs = Math.max(wholeFrom, sentUntilMs === null ? wholeFrom : Math.ceil(sentUntilMs / stepMs) * stepMs);
  }

  /** A week is passed where limits are needed or history is sent; a day is enough to fill the tanks otherwise. */
  private pass(operation: MunicipalityOperation, days: number) {
    const known = this.passed.get(operation);
    if (known) return known;
    const from = Math.min(this.fromMs, this.untilMs - days * dayMs);
    const result = operation.pass(from, this.untilMs, stepMs);
    this.passed.set(operation, result);
    return result;
  }

  usualOf(operation: MunicipalityOperation): Map<string, UsualSpan> {
    return this.pass(operation, 7).usual;
  }

  /** What has to be sent; empty when nothing is missing. Brings every operation up to the present. */
  parts(): MunicipalityHistory[] {
    const parts = this.operations.map((operation) => {
      const { history } = this.pass(operation, 1);
      const first = history.times.findIndex((time) => time >= this.fromMs);
      const times = first === -1 ? [] : history.times.slice(first);
      const values = new Map([...history.values].map(([code, all]) => [code, all.slice(all.length - times.length)]));
      return { devices: operation.devices, history: { times, values } };
    });
    return (parts[0]?.history.times.length ?? 0) > 2 ? parts : [];
  }
}
