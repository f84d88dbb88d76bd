import { flowFactorToM3h, HydraulicModel, type InpNetwork, patternDemands, shadowZones } from '@app/hydraulics';

/** A leak of a generated year; steps count from the start of the year. */
export interface GeneratedLeak {
  readonly pipeId: string;
  readonly startStep: number;
  /** First step without it. */
  readonly endStep: number;
  /** Diameter of the orifice when fully grown, m. */
  readonly diameterM: number;
  /** When it is fully grown; its start for an abrupt one. */
  readonly peakStep: number;
}

export interface LeakYearOptions {
  readonly seed: number;
  readonly days: number;
  readonly stepMin: number;
  /** Leaks that run from before the start to the end, and new ones. */
  readonly old: number;
  readonly fresh: number;
  readonly pressureNodes: readonly string[];
  readonly flowLinks: readonly string[];
}

/** What the instruments of a generated year show; one array an instrument. */
export interface LeakYear {
  readonly leaks: readonly GeneratedLeak[];
  readonly pressures: ReadonlyMap<string, Float64Array>;
  readonly flows: ReadonlyMap<string, Float64Array>;
  readonly levels: ReadonlyMap<string, Float64Array>;
  /** m3/h by leaking pipe. */
  readonly outflows: ReadonlyMap<string, Float64Array>;
}

/** Discharge coefficient of an orifice, and the standard gravity. */
const DISCHARGE = 0.75;
const GRAVITY = 9.80665;

/**
 * A year of a network with leaks, with EPANET: the real network differs from the model (roughness by 5 %, uses by 10 %), people use
 * water by the patterns times a season times noise, leaks are orifices in the middle of pipes, instruments have noise and round.
 */
export async function generateLeakYear(network: InpNetwork, options: LeakYearOptions): Promise<LeakYear> {
  const random = randomOf(options.seed);
  const { days, stepMin, pressureNodes, flowLinks } = options;
  const steps = (days * 1440) / stepMin;
  const week = (7 * 1440) / stepMin;
  const demands = patternDemands(network, stepMin * 60, week);
  const leaks = schedule(network, options, random, steps).map((leak) => bearable(leak, network, flowLinks, demands));
  const strayed = new Map([...demands.keys()].map((id) => [id, Math.exp(0.1 * random.normal())]));
  const toM3h = flowFactorToM3h(network.options.flowUnits);
  const model = await HydraulicModel.open(realNetwork(network, leaks, random, steps * stepMin * 60, stepMin * 60));
  const series = (ids: readonly string[]) => new Map(ids.map((id) => [id, new Float64Array(steps)]));
  const result = {
    leaks,
    pressures: series(pressureNodes),
    flows: series(flowLinks),
    levels: series(network.tanks.map(({ id }) => id)),
    outflows: series(leaks.map(({ pipeId }) => pipeId)),
  };
  const ids = [...demands.keys()];
  const nodes = ids.map((id) => model.nodeIndex(id));
  const slow = new Float64Array(ids.length);
  const tries = 5 / stepMin;
  const phase = random.uniform() * 0.3;
  model.start();
  for (let step = 0; step < steps; step += 1) {
    const day = (step * stepMin) / 1440;
    // Highest in summer, as in a Mediterranean town.
    const season = 1 - 0.14 * Math.cos((2 * Math.PI * day) / 365 + phase) + 0.03 * Math.sin((4 * Math.PI * day) / 365);
    const common = 1 + 0.052 * Math.sqrt(tries) * random.normal();
    nodes.forEach((node, at) => {
      // Uses of one junction stray together for some hours.
      const memory = Math.exp(-stepMin / 180);
      slow[at] = memory * (slow[at] as number) + Math.sqrt(1 - memory * memory) * 0.15 * random.normal();
      const use =
        (demands.get(ids[at] as string)?.[step % week] as number) * (strayed.get(ids[at] as string) as number);
      model.setDemand(node, Math.max(0, use * season * common * (1 + (slow[at] as number))) / toM3h);
    });
    for (const leak of leaks) model.setEmitter(model.nodeIndex(middle(leak)), coefficient(leak, step) / toM3h);
    advanceTo(model, step * stepMin * 60, stepMin * 60, () => {
      read(model, network, result, step, random, Math.sqrt(tries));
    });
  }
  model.close();
  return result;
}

/** Solves the present moment, reads it, and goes on to the next step (pumps may switch on the way). */
function advanceTo(model: HydraulicModel, nowS: number, stepS: number, look: () => void): void {
  let time = model.solve();
  look();
  for (;;) {
    const moved = model.advance(nowS + stepS - time);
    if (moved === 0 || time + moved >= nowS + stepS) return;
    time = model.solve();
  }
}

type Random = ReturnType<typeof randomOf>;

function read(
  model: HydraulicModel,
  network: InpNetwork,
  year: LeakYear,
  step: number,
  random: Random,
  noise: number,
): void {
  const [pressures, flows, taken, levels] = [model.pressures(), model.flows(), model.demands(), model.levels()];
  const toM3h = flowFactorToM3h(network.options.flowUnits);
  const round = (value: number): number => Math.round(value * 100) / 100;
  for (const [id, values] of year.pressures)
    values[step] = round((pressures[model.nodeIndex(id)] as number) + 0.01 * noise * random.normal());
  for (const [id, values] of year.flows)
    values[step] = round((flows[model.linkIndex(id)] as number) * toM3h * (1 + 0.003 * noise * random.normal()));
  for (const [id, values] of year.levels) values[step] = round(levels[model.nodeIndex(id)] as number);
  // EPANET shows one cubic foot a second at an emitter that was switched off, though nothing runs there.
  for (const leak of year.leaks)
    (year.outflows.get(leak.pipeId) as Float64Array)[step] =
      coefficient(leak, step) === 0 ? 0 : (taken[model.nodeIndex(middle(leak))] as number) * toM3h;
}

function middle({ pipeId }: GeneratedLeak): string {
  return `${pipeId}-leak`;
}

/** m3/h at one metre of pressure: `Cd A sqrt(2 g)`. */
function coefficient({ startStep, endStep, peakStep, diameterM }: GeneratedLeak, step: number): number {
  if (step < startStep || step >= endStep) return 0;
  const grown = peakStep <= startStep ? 1 : Math.min(1, (step - startStep) / (peakStep - startStep));
  return DISCHARGE * ((Math.PI * (diameterM * grown) ** 2) / 4) * Math.sqrt(2 * GRAVITY) * 3600;
}

/** The network as it really is: strayed roughness, one demand a junction, a junction in the middle of every pipe that leaks. */
function realNetwork(
  network: InpNetwork,
  leaks: readonly GeneratedLeak[],
  random: Random,
  durationS: number,
  stepS: number,
): InpNetwork {
  const leaking = new Set(leaks.map(({ pipeId }) => pipeId));
  const elevations = new Map(
    [...network.junctions, ...network.tanks].map(({ id, elevation }): [string, number] => [id, elevation]),
  );
  const junctions = network.junctions.map((node) => ({
    ...node,
    demands: [{ base: 0, patternId: 'ALWAYS', category: null }],
  }));
  const pipes = network.pipes.flatMap((pipe) => {
    const real = { ...pipe, roughness: pipe.roughness * Math.exp(0.05 * random.normal()) };
    if (!leaking.has(pipe.id)) return [real];
    const [a, b] = [elevations.get(pipe.from), elevations.get(pipe.to)];
    const id = `${pipe.id}-leak`;
    junctions.push({
      id,
      comment: null,
      tag: null,
      position: null,
      elevation: ((a ?? b ?? 0) + (b ?? a ?? 0)) / 2,
      demands: [],
      emitter: 0,
    });
    return [
      { ...real, to: id, length: pipe.length / 2 },
      { ...real, id: `${pipe.id}-half`, from: id, length: pipe.length / 2 },
    ];
  });
  return {
    ...network,
    junctions,
    pipes,
    patterns: [...network.patterns, { id: 'ALWAYS', multipliers: [1] }],
    options: { ...network.options, demandMultiplier: 1 },
    times: { ...network.times, durationS, hydraulicStepS: stepS, patternStepS: stepS, reportStepS: stepS, entries: [] },
  };
}

/** Abrupt and slowly growing leaks over the year, in pipes drawn by chance. */
function schedule(
  network: InpNetwork,
  { old, fresh, stepMin }: LeakYearOptions,
  random: Random,
  steps: number,
): GeneratedLeak[] {
  const free = network.pipes.filter(({ status }) => status === 'open').map(({ id }) => id);
  const daySteps = 1440 / stepMin;
  const draw = (): string => free.splice(Math.floor(random.uniform() * free.length), 1)[0] as string;
  const olds = Array.from({ length: old }, (): GeneratedLeak => ({
    pipeId: draw(),
    startStep: -1,
    endStep: steps,
    diameterM: 0.009 + 0.003 * random.uniform(),
    peakStep: -1,
  }));
  const news = Array.from({ length: fresh }, (): GeneratedLeak => {
    const startStep = Math.floor((8 + random.uniform() * (steps / daySteps - 25)) * daySteps);
    const lasting = random.uniform() < 0.35;
    const duration = Math.floor((10 + 50 * random.uniform()) * daySteps);
    const endStep = lasting ? steps : Math.min(steps, startStep + duration);
    const abrupt = random.uniform() < 0.5;
    const growth = Math.floor(
      (lasting ? 15 + 80 * random.uniform() : (0.3 + 0.6 * random.uniform()) * (duration / daySteps)) * daySteps,
    );
    const diameterM = lasting ? 0.009 + 0.004 * random.uniform() : 0.015 + 0.008 * random.uniform();
    return { pipeId: draw(), startStep, endStep, diameterM, peakStep: abrupt ? startStep : startStep + growth };
  });
  return [...olds, ...news.toSorted((a, b) => a.startStep - b.startStep)];
}

/** Pressure at which the size of a leak is judged beforehand, m, and the largest share of its zone's use that a leak takes. */
const USUAL_PRESSURE_M = 40;
const MOST_OF_USE = 0.6;

/** A leak that its zone can feed: one that empties the zone's tank would be found by the people first. */
function bearable(
  leak: GeneratedLeak,
  network: InpNetwork,
  flowLinks: readonly string[],
  demands: ReadonlyMap<string, Float64Array>,
): GeneratedLeak {
  const pipe = network.pipes.find(({ id }) => id === leak.pipeId);
  const tanks = new Set(network.tanks.map(({ id }) => id));
  const zone = shadowZones(network, new Set(flowLinks), tanks).find(({ junctions }) =>
    junctions.some((id) => id === pipe?.from || id === pipe?.to),
  );
  if (zone === undefined) return leak;
  const use = zone.junctions.reduce((sum, id) => {
    const values = demands.get(id) ?? new Float64Array(1);
    return sum + values.reduce((total, value) => total + value, 0) / values.length;
  }, 0);
  const largest =
    (MOST_OF_USE * use) / (coefficient({ ...leak, startStep: 0, endStep: 1, peakStep: 0 }, 0) / leak.diameterM ** 2);
  return { ...leak, diameterM: Math.min(leak.diameterM, Math.sqrt(largest / Math.sqrt(USUAL_PRESSURE_M))) };
}

/** Repeatable random numbers. @see Marsaglia (2003), Xorshift RNGs; normal ones by Box and Muller (1958) */
function randomOf(seed: number): { uniform(): number; normal(): number } {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  const uniform = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return (state + 0.5) / 4_294_967_296;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
