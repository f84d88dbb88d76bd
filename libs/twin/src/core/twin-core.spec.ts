import { type InpNetwork, TwinModel, kpaPerMetre, parseInp } from '@app/hydraulics';
import * as fc from 'fast-check';
import { type AreaMemory, newAreaMemory, takeArea } from './area-memory';
import { currentNetwork } from './current-network';
import { isolationOf, suppliedNodes } from './isolation';
import { judge, newJudge } from './judge';
import { localise } from './localise';
import { meteredAreas, nominalUse } from './metered-areas';
import { emptyTwinMemory, runSlots } from './run-slots';
import { suggestLinks } from './suggest-links';
import type { MeasuredSlot, ModelLink } from './twin-types';
import { whatIf } from './what-if';

/** A source feeds a tank main; two districts hang on it, the second behind a valve. */
const inp = `[JUNCTIONS]
J0 10 0
A1 12 20
A2 12 20
A3 14 20
B0 10 0
B1 11 10
B2 12 10
[RESERVOIRS]
R 70
[PIPES]
P0 R J0 500 300 120 0 Open
PA J0 A1 300 150 110 0 Open
A12 A1 A2 400 80 110 0 Open
A23 A2 A3 400 80 110 0 Open
PB J0 B0 300 150 110 0 Open
B12 B1 B2 400 80 110 0 Open
X A3 B2 100 100 110 0 Closed
[VALVES]
VB B0 B1 150 TCV 0 0
[PATTERNS]
1 0.5 1.5
[TIMES]
DURATION 24:00
PATTERN TIMESTEP 12:00
[OPTIONS]
UNITS CMH
HEADLOSS H-W
PATTERN 1
[COORDINATES]
R 0 0
J0 100 0
A1 100 100
A2 100 200
A3 100 300
B0 200 0
B1 250 0
B2 300 0
[END]
`;
const link = (key: string, over: Partial<ModelLink>): ModelLink => ({
  key,
  quantity: 'pressure',
  elementKind: 'node',
  elementId: 'A1',
  usage: 'compare',
  direction: 1,
  gaugeHeightM: 0,
  ...over,
});
const meterA = link('a', { quantity: 'flow', elementKind: 'link', elementId: 'PA', usage: 'boundary' });
const meterB = link('b', { quantity: 'flow', elementKind: 'link', elementId: 'PB', usage: 'boundary' });
const gauges = ['A1', 'A2', 'A3'].map((id) => link(`p${id}`, { elementId: id }));
const links = [meterA, meterB, ...gauges];
const STEP_MS = 900_000;

/** Readings of a town that follows the model, with noise, and with a leak on a pipe from one moment on. */
async function measuredTown(
  network: InpNetwork,
  leakAt: number,
  leakM3h: number,
  count: number,
): Promise<MeasuredSlot[]> {
  const random = noise();
  const twin = await TwinModel.open(network);
  const slots = Array.from({ length: count }, (_, index): MeasuredSlot => {
    const hourOfWeek = (index / 4) % 168;
    const nominal = nominalUse(network, hourOfWeek * 3600, 1);
    const sum = (kind: 'stepped' | 'smooth') =>
      ['A1', 'A2', 'A3'].reduce((total, id) => total + (nominal.get(id)?.[kind] ?? 0), 0);
    // Two thirds of what the file says.
    const factor = (0.67 * (1 + 0.01 * random()) * sum('smooth')) / sum('stepped');
    const demandFactors = new Map(['A1', 'A2', 'A3'].map((id) => [id, factor]));
    // About 8 m3/h at 50 m of pressure.
    const leaks = index < leakAt ? [] : [{ elementId: 'A23', coefficient: leakM3h / Math.sqrt(50) }];
    const { pressureM, flowM3h } = twin.solve({ patternTimeS: hourOfWeek * 3600, demandFactors, leaks });
    const values = new Map([
      ['a', flowM3h[twin.linkIndex('PA')] as number],
      ['b', flowM3h[twin.linkIndex('PB')] as number],
    ]);
    for (const { key, elementId } of gauges)
      values.set(key, (pressureM[twin.nodeIndex(elementId)] as number) * kpaPerMetre + 0.5 * random());
    return { at: index * STEP_MS, hourOfWeek, values };
  });
  twin.close();
  return slots;
}

/** Repeatable noise of about one. */
function noise(): () => number {
  let state = 12_345;
  return () => {
    let sum = 0;
    for (let n = 0; n < 6; n += 1) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      sum += state / 2_147_483_648 - 0.5;
    }
    return sum * Math.SQRT2;
  };
}

describe('metered areas', () => {
  const network = parseInp(inp);

  it('are what hangs together between meters; closed pipes do not connect', () => {
    const areas = meteredAreas(network, links);
    const byKey = new Map(areas.map((area) => [area.key, area]));
    expect([...byKey.keys()].sort()).toEqual(['-PA', 'PA', 'PB']);
    expect(byKey.get('PA')).toMatchObject({ demandNodeIds: ['A1', 'A2', 'A3'], pipeIds: ['A12', 'A23'] });
    expect(byKey.get('PB')?.meters).toEqual([{ key: 'b', linkId: 'PB', sign: 1 }]);
    expect(byKey.get('-PA')?.reservoirIds).toEqual(['R']);
  });

  it('turn with the direction of a meter', () => {
    const turned = meteredAreas(network, [{ ...meterA, direction: -1 }]);
    expect(turned.find(({ nodeIds }) => nodeIds.includes('A1'))?.meters[0]?.sign).toBe(-1);
  });

  it('use what the file says, in steps and smooth', () => {
    const use = nominalUse(network, 6 * 3600, 1).get('A1');
    expect(use?.stepped).toBeCloseTo(10, 9);
    expect(use?.smooth).toBeCloseTo(10, 9);
    // Halfway between the middles of both steps.
    expect(nominalUse(network, 12 * 3600, 1).get('A1')?.smooth).toBeCloseTo(20, 9);
  });
});

describe('judging', () => {
  it('holds its peace on noise, tells a shift once, and lets go', () => {
    const random = noise();
    const memory = newJudge();
    for (let n = 0; n < 20_000; n += 1) expect(judge(memory, random(), n)).toBe(false);
    const told: number[] = [];
    for (let n = 0; n < 40; n += 1) if (judge(memory, 4 + random(), 20_000 + n)) told.push(n);
    expect(told).toHaveLength(1);
    expect(told[0]).toBeLessThan(12);
    expect(memory).toMatchObject({ holds: 1 });
    expect(memory.since).toBeLessThanOrEqual(20_002);
    for (let n = 0; n < 10; n += 1) judge(memory, random(), 30_000 + n);
    expect(memory.holds).toBe(0);
  });

  it('is the same upwards and downwards', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { maxLength: 60 }), (zs) => {
        const [up, down] = [newJudge(), newJudge()];
        zs.forEach((z, at) => {
          judge(up, z, at);
          judge(down, -z, at);
        });
        expect(up.holds).toBe(down.holds === 0 ? 0 : -down.holds);
      }),
    );
  });

  it('learns nothing of an area while an alarm holds, and says how much is lost', () => {
    const memory: AreaMemory = newAreaMemory();
    const area = (useM3h: number) => ({ key: 'x', useM3h, nominalM3h: 20, throughputM3h: useM3h });
    for (let n = 0; n < 400; n += 1) takeArea(memory, area(20 + (n % 2)), n * STEP_MS, (n / 4) % 168);
    let verdict = takeArea(memory, area(26), 400 * STEP_MS, 100);
    for (let n = 401; n < 440; n += 1) verdict = takeArea(memory, area(26), n * STEP_MS, (n / 4) % 168);
    expect(verdict.holds).toBe(1);
    expect(verdict.expectedM3h).toBeCloseTo(20.5, 0);
    expect(verdict.surplusM3h).toBeCloseTo(5.5, 0);
  });
});

describe('a town with a leak', () => {
  const network = parseInp(inp);
  let slots: MeasuredSlot[];
  beforeAll(async () => {
    slots = await measuredTown(network, 300, 8, 320);
  });

  it('is told in its area and nowhere else, and the pipe comes first', async () => {
    const { results, memory } = await runSlots(network, links, slots, emptyTwinMemory);
    expect(results.every(({ failure }) => failure === null)).toBe(true);
    const told = results.flatMap(({ at, areas }) =>
      areas.filter(({ changed }) => changed).map(({ key }) => `${key} ${at / STEP_MS}`),
    );
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^PA 30[0-3]$/);
    expect(
      results
        .slice(0, 300)
        .flatMap(({ values }) => values)
        .some(({ holds }) => holds !== 0),
    ).toBe(false);
    const found = await localise({ network, links, slots: slots.slice(300), memory, areaKey: 'PA', lossM3h: 8 });
    expect(found?.pipes[0]?.id).toBe('A23');
    expect(found?.share).toBeGreaterThanOrEqual(0.8);
    expect(found?.pipes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 2);
  });

  it('is the same in one call or in several', async () => {
    const whole = await runSlots(network, links, slots, emptyTwinMemory);
    const first = await runSlots(network, links, slots.slice(0, 150), emptyTwinMemory);
    const rest = await runSlots(
      network,
      links,
      slots.slice(150),
      JSON.parse(JSON.stringify(first.memory)) as typeof first.memory,
    );
    expect(rest.memory).toEqual(whole.memory);
    expect([...first.results, ...rest.results]).toEqual(whole.results);
  });

  it('judges nothing in an area whose meter is silent', async () => {
    const blind = slots.slice(0, 200).map((slot, index) => {
      if (index < 190) return slot;
      const values = new Map(slot.values);
      values.delete('a');
      return { ...slot, values };
    });
    const { results } = await runSlots(network, links, blind, emptyTwinMemory);
    const z = (index: number) =>
      results[index]?.values.filter(({ key }) => key.startsWith('p')).map((value) => value.z);
    expect(z(189)?.every((value) => value !== null)).toBe(true);
    expect(z(195)?.every((value) => value === null)).toBe(true);
  });
});

describe('what if', () => {
  const network = parseInp(inp);
  const slot: MeasuredSlot = {
    at: 0,
    hourOfWeek: 6,
    values: new Map([
      ['a', 30],
      ['b', 10],
    ]),
  };
  const ask = (changes: object) =>
    whatIf({
      network,
      links,
      slot,
      past: [],
      changes: { close: [], pumpOff: [], burst: null, isolate: false, durationS: 0, minPressureKpa: 140, ...changes },
    });

  it('cuts off what a closed pipe feeds', async () => {
    const result = await ask({ close: ['A12'] });
    expect(
      result.nodes
        .filter(({ affected }) => affected)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['A2', 'A3']);
    expect(result.affectedDemandM3h).toBeCloseTo(20, 0);
    expect([...suppliedNodes(network, new Set(['A12']))].sort()).toEqual(['A1', 'B0', 'B1', 'B2', 'J0', 'R']);
  });

  it('lets out what an orifice lets out', async () => {
    const result = await ask({ burst: { elementId: 'A1', diameterM: 0.02, flowM3h: null } });
    const after = result.nodes.find(({ id }) => id === 'A1')?.afterKpa ?? 0;
    const byHand = 0.6 * (Math.PI / 4) * 0.02 ** 2 * Math.sqrt((2 * 9.80665 * after) / 9.80665) * 3600;
    expect(result.burstM3h).toBeCloseTo(byHand, 2);
  });

  it('names the nearest valves, and says when there are none', async () => {
    expect(isolationOf(network, 'B12')).toEqual({ valveIds: ['VB'], nodeIds: ['B1', 'B2'], isPossible: true });
    expect(isolationOf(network, 'A12').isPossible).toBe(false);
    const result = await ask({ burst: { elementId: 'B12', diameterM: 0.05, flowM3h: null }, isolate: true });
    expect(result).toMatchObject({ valveIds: ['VB'], isolatedNodes: 2, burstM3h: null });
    const open = await ask({ burst: { elementId: 'A12', diameterM: 0.05, flowM3h: null }, isolate: true });
    expect(open.notes[0]).toContain('No valves');
    expect(open.burstM3h).toBeGreaterThan(0);
  });

  it('counts the lowest pressure of a stretch', async () => {
    const [now, day] = [await ask({ close: ['A23'] }), await ask({ close: ['A23'], durationS: 86_400 })];
    const of = (result: typeof now) => result.nodes.find(({ id }) => id === 'A2')?.afterKpa;
    expect(of(day) ?? 1e9).toBeLessThanOrEqual(of(now) ?? 1e9);
  });
});

describe('places of sensors', () => {
  const network = parseInp(inp);
  const element = (kind: 'node' | 'link', elementId: string, assetClass: string, lon: number) => ({
    assetId: `asset-${elementId}`,
    class: assetClass,
    kind,
    elementId,
    location: { lon, lat: 0 },
  });
  const elements = [
    element('node', 'A1', 'junction', 0),
    element('node', 'A2', 'junction', 0.001),
    element('link', 'PA', 'pipe', 0.002),
    element('link', 'A12', 'pipe', 0.003),
  ];
  const sensor = (id: string, quantity: string, assetId: string | null, lon: number | null) => ({
    id,
    quantity,
    assetId,
    location: lon === null ? null : { lon, lat: 0 },
  });

  it('are those of their assets, or near; and drive the model where they cut it', () => {
    const found = suggestLinks(
      network,
      elements,
      [
        sensor('own', 'pressure', 'asset-A1', null),
        sensor('near', 'pressure', null, 0.0011),
        sensor('far', 'pressure', null, 0.01),
        sensor('edge', 'flow', 'asset-PA', null),
        sensor('within', 'flow', 'asset-A12', null),
        sensor('other', 'chlorine', 'asset-A1', null),
      ],
      [],
    );
    expect(found.map(({ sensorId, elementId, usage }) => [sensorId, elementId, usage])).toEqual([
      ['own', 'A1', 'compare'],
      ['near', 'A2', 'compare'],
      ['edge', 'PA', 'boundary'],
      ['within', 'A12', 'boundary'],
    ]);
    expect(found[1]?.distanceM).toBeCloseTo(11.1, 0);
  });

  it('are given once', () => {
    const twice = [sensor('a', 'pressure', 'asset-A1', null), sensor('b', 'pressure', 'asset-A1', null)];
    expect(suggestLinks(network, elements, twice, []).map(({ sensorId }) => sensorId)).toEqual(['a']);
    const taken = [{ elementId: 'A1', elementKind: 'node', quantity: 'pressure' }];
    expect(suggestLinks(network, elements, twice, taken)).toEqual([]);
  });
});

describe('the network as the assets are now', () => {
  const source = parseInp(inp);
  const {
    warnings: _warnings,
    junctions,
    reservoirs,
    tanks: _tanks,
    pipes,
    pumps: _pumps,
    valves,
    ...settings
  } = source;
  const asset = (kind: string, raw: { id: string }) => ({
    id: raw.id,
    name: raw.id,
    class: kind,
    status: 'in_service',
    geometry: {
      type: kind === 'pipe' || kind === 'valve' ? 'LineString' : 'Point',
      coordinates:
        kind === 'pipe' || kind === 'valve'
          ? [
              [0, 0],
              [1, 1],
            ]
          : [0, 0],
    },
    diameterMm: null as number | null,
    lengthM: null as number | null,
    attributes: { epanet: { class: kind, ...raw } },
  });
  const assets = () => [
    ...junctions.map((node) => asset('junction', node)),
    ...reservoirs.map((node) => asset('reservoir', node)),
    ...pipes.map((pipe) => asset('pipe', pipe)),
    ...valves.map((valve) => asset('valve', valve)),
  ];

  it('takes changes over and closes what is out of service', () => {
    const changed = assets().map((each) =>
      each.id === 'A12'
        ? { ...each, diameterMm: 200, lengthM: 400.0001 }
        : each.id === 'A23'
          ? { ...each, status: 'out_of_service' }
          : each,
    );
    const { network, notes } = currentNetwork(changed, settings as never);
    expect(network.pipes.find(({ id }) => id === 'A12')).toMatchObject({ diameter: 200, length: 400 });
    expect(network.pipes.find(({ id }) => id === 'A23')?.status).toBe('closed');
    expect(notes).toEqual([]);
  });

  it('leaves out what lost an end, and says so', () => {
    const { network, notes } = currentNetwork(
      assets().filter(({ id }) => id !== 'A3'),
      settings as never,
    );
    expect(network.pipes.map(({ id }) => id)).not.toContain('A23');
    expect(notes[0]).toContain('2 links');
  });
});
