import { isUsCustomary, type InpCurve, type InpNetwork, type InpValve } from './network';
import { diameterFactorToMm, flowFactorToM3h, lengthFactorToM, powerFactorToKw, pressureFactorToM } from './units';

/** What numbers of a network are multiplied by to become metric. */
interface Factors {
  readonly flow: number;
  readonly length: number;
  readonly diameter: number;
  readonly pressure: number;
  readonly power: number;
  readonly volume: number;
  /** Flow at one unit of pressure, by the network's emitter exponent. */
  readonly emitter: number;
  /** Roughness: a length for Darcy-Weisbach (mm from 0.001 ft), else without unit. */
  readonly roughness: number;
}

/**
 * The same network in metric units: m3/h, m, mm, m of pressure, kW. Hydraulics stay the same; numbers in [CONTROLS] and [RULES]
 * are converted too. Sections carried as text (energy prices, reactions) keep their numbers.
 *
 * Pumps of constant power keep their power in kW, but the toolkit (2.3.5) gives them 1/0.7457 times what a metric file asks for,
 * so such networks solve differently in metric units.
 */
export function toMetric(network: InpNetwork): InpNetwork {
  const { options } = network;
  const factors = factorsOf(network);
  const { flow, length, diameter, pressure, power } = factors;
  return {
    ...network,
    junctions: network.junctions.map((node) => ({
      ...node,
      elevation: node.elevation * length,
      demands: node.demands.map((demand) => ({ ...demand, base: demand.base * flow })),
      emitter: node.emitter === null ? null : node.emitter * factors.emitter,
    })),
    reservoirs: network.reservoirs.map((node) => ({ ...node, head: node.head * length })),
    tanks: network.tanks.map((tank) => ({
      ...tank,
      elevation: tank.elevation * length,
      initialLevel: tank.initialLevel * length,
      minLevel: tank.minLevel * length,
      maxLevel: tank.maxLevel * length,
      diameter: tank.diameter * length,
      minVolume: tank.minVolume * factors.volume,
    })),
    pipes: network.pipes.map((pipe) => ({
      ...pipe,
      length: pipe.length * length,
      diameter: pipe.diameter * diameter,
      roughness: pipe.roughness * factors.roughness,
    })),
    pumps: network.pumps.map((pump) => ({ ...pump, power: pump.power === null ? null : pump.power * power })),
    valves: network.valves.map((valve) => ({
      ...valve,
      diameter: valve.diameter * diameter,
      setting: valve.setting === null ? null : valve.setting * settingFactor(valve, factors),
    })),
    curves: network.curves.map((curve) => convertCurve(network, curve, factors)),
    controls: network.controls.map((line) => convertControl(network, line, factors)),
    rules: network.rules.map((line) => convertRule(network, line, factors)),
    options: {
      ...options,
      flowUnits: 'CMH',
      pressureUnits: 'METERS',
      // Both are pressures; EPANET reads them in the units of the file.
      entries: options.entries.map((entry) =>
        /^(MINIMUM|REQUIRED) PRES/.test(entry.key)
          ? { ...entry, value: String(Number(entry.value) * pressure) }
          : entry,
      ),
    },
  };
}

function factorsOf({ options }: InpNetwork): Factors {
  const us = isUsCustomary(options.flowUnits);
  const length = lengthFactorToM(options.flowUnits);
  const flow = flowFactorToM3h(options.flowUnits);
  const pressure = pressureFactorToM(options);
  return {
    flow,
    length,
    pressure,
    diameter: diameterFactorToMm(options.flowUnits),
    power: powerFactorToKw(options.flowUnits),
    volume: length ** 3,
    emitter: flow / pressure ** options.emitterExponent,
    roughness: us && options.headloss === 'D-W' ? 0.3048 : 1,
  };
}

function settingFactor({ kind }: Pick<InpValve, 'kind'>, { flow, pressure }: Factors): number {
  if (kind === 'PRV' || kind === 'PSV' || kind === 'PBV') return pressure;
  return kind === 'FCV' ? flow : 1;
}

/** What a curve means depends on who uses it; one that nobody uses, or that gives an efficiency, keeps its y values. */
function convertCurve(network: InpNetwork, curve: InpCurve, { flow, length, volume }: Factors): InpCurve {
  const { id } = curve;
  let [x, y] = [1, 1];
  if (
    network.pumps.some((pump) => pump.headCurveId === id) ||
    network.valves.some((valve) => valve.kind === 'GPV' && valve.curveId === id)
  )
    [x, y] = [flow, length];
  else if (network.tanks.some((tank) => tank.volumeCurveId === id)) [x, y] = [length, volume];
  else if (isEfficiencyCurve(network, id)) [x, y] = [flow, 1];
  return { id, points: curve.points.map((point) => ({ x: point.x * x, y: point.y * y })) };
}

function isEfficiencyCurve(network: InpNetwork, id: string): boolean {
  const lines = network.otherSections.find(({ name }) => name === 'ENERGY')?.lines ?? [];
  return lines.some((line) => {
    const words = line.split(/\s+/);
    return words[0]?.toUpperCase() === 'PUMP' && (words[2] ?? '').toUpperCase().startsWith('EFFI') && words[3] === id;
  });
}

/** `LINK id setting IF NODE id ABOVE|BELOW value`: value is a level at tanks and a pressure at junctions; a setting may be one too. */
function convertControl(network: InpNetwork, line: string, factors: Factors): string {
  const words = line.split(/\s+/);
  const upper = words.map((word) => word.toUpperCase());
  words[2] = times(words[2], linkFactor(network, words[1] ?? '', factors));
  if (upper[3] === 'IF' && upper[4] === 'NODE')
    words[7] = times(words[7], isTank(network, words[5] ?? '') ? factors.length : factors.pressure);
  return words.join(' ');
}

/** `IF TANK id LEVEL BELOW value`, `THEN VALVE id SETTING IS value`, and system demands. */
function convertRule(network: InpNetwork, line: string, factors: Factors): string {
  const words = line.split(/\s+/);
  const upper = words.map((word) => word.toUpperCase());
  const attributeAt = upper.findIndex((word) => /^(DEMAND|HEAD|GRADE|LEVEL|PRESSURE|FLOW|SETTING)$/.test(word));
  if (attributeAt === -1 || upper[0] === 'RULE') return line;
  const last = words.length - 1;
  const attribute = upper[attributeAt];
  let factor = factors.length;
  if (attribute === 'DEMAND' || attribute === 'FLOW') factor = factors.flow;
  else if (attribute === 'PRESSURE') factor = factors.pressure;
  else if (attribute === 'SETTING') factor = linkFactor(network, words[attributeAt - 1] ?? '', factors);
  words[last] = times(words[last], factor);
  return words.join(' ');
}

function linkFactor(network: InpNetwork, id: string, factors: Factors): number {
  const valve = network.valves.find((candidate) => candidate.id === id);
  return valve ? settingFactor(valve, factors) : 1;
}

function isTank(network: InpNetwork, id: string): boolean {
  return network.tanks.some((tank) => tank.id === id) || network.reservoirs.some((reservoir) => reservoir.id === id);
}

/** A number times a factor; a word such as OPEN stays. */
function times(word: string | undefined, factor: number): string {
  const value = Number(word);
  return word === undefined || word === '' || !Number.isFinite(value) || factor === 1
    ? (word ?? '')
    : String(value * factor);
}
