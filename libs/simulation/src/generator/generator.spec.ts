import * as fc from 'fast-check';
import { geodesicInverse, HydraulicModel, networkToAssets, parseInp, writeInp } from '@app/hydraulics';
import { districtBoundary, planNation, type MunicipalityPlan } from './nation';
import type { WaterNetwork } from './plans';
import { weeklyMultiplier, weeklyPatterns } from './patterns';
import { Random } from './random';
import { generateWaterNetwork } from './water-network';

const nation = planNation({ seed: 'spec', municipalities: 13, junctions: 110 });

describe('Random', () => {
  it('repeats itself by seed and differs between seeds and forks', () => {
    const take = (random: Random): number[] => Array.from({ length: 5 }, () => random.next());
    expect(take(new Random('a'))).toEqual(take(new Random('a')));
    expect(take(new Random('a'))).not.toEqual(take(new Random('b')));
    expect(take(new Random('a').fork('x'))).not.toEqual(take(new Random('a').fork('y')));
  });

  it('is uniform, normal and exponential as it says', () => {
    const random = new Random('moments');
    const mean = (draw: () => number): number =>
      Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(mean(() => random.next())).toBeCloseTo(0.5, 1);
    expect(mean(() => random.normal())).toBeCloseTo(0, 1);
    expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1);
    expect(mean(() => random.exponential(3))).toBeCloseTo(3, 0);
  });
});

describe('weekly patterns', () => {
  it('have a mean of 1, a morning peak on working days and little use at night', () => {
    for (const values of Object.values(weeklyPatterns)) {
      expect(values).toHaveLength(168);
      expect(values.reduce((sum, value) => sum + value, 0) / 168).toBeCloseTo(1, 3);
    }
    expect(weeklyMultiplier('residential', 7.5)).toBeGreaterThan(1.5 * weeklyMultiplier('residential', 3.5));
    expect(weeklyMultiplier('commercial', 11)).toBeGreaterThan(2 * weeklyMultiplier('commercial', 6 * 24 + 11));
    expect(weeklyMultiplier('residential', -1)).toBeCloseTo(weeklyMultiplier('residential', 167), 9);
  });
});

describe('generateWaterNetwork', () => {
  it('gives the same bytes for the same request, others for another seed', () => {
    const text = (seed: string): string =>
      writeInp(generateWaterNetwork({ seed, name: 'Town', junctions: 200 }).network);
    expect(text('a')).toBe(text('a'));
    expect(text('a')).not.toBe(text('b'));
  });

  it('is about as large as asked, joined up, and each district has one open way in', () => {
    const request = fc.record({ seed: fc.string({ maxLength: 8 }), junctions: fc.integer({ min: 60, max: 1500 }) });
    fc.assert(
      fc.property(request, ({ seed, junctions }) => {
        const water = generateWaterNetwork({ seed, name: 'Town', junctions });
        expect(water.network.junctions.length).toBeGreaterThan(junctions * 0.7);
        expect(water.network.junctions.length).toBeLessThan(junctions * 1.8 + 40);
        expectJoined(water);
        expectOneInlet(water);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps materials, dates and names through file and import', () => {
    const water = generateWaterNetwork({ seed: 'm', name: 'Town', junctions: 150 });
    const network = parseInp(writeInp(water.network));
    expect(network.warnings).toEqual([]);
    const { assets, warnings } = networkToAssets(network, {
      anchor: { lon: -34, lat: 41 },
      anchorXY: { x: 0, y: 0 },
      metresPerUnit: 1,
      rotationDeg: 0,
    });
    expect(warnings).toEqual([]);
    const pipes = assets.filter((asset) => asset.class === 'pipe');
    expect(
      pipes.every(
        (pipe) => pipe.material !== undefined && pipe.installedOn !== undefined && !pipe.name.startsWith('Pipe'),
      ),
    ).toBe(true);
    expect(new Set(pipes.map((pipe) => pipe.material)).size).toBeGreaterThan(2);
    expect(new Set(assets.map((asset) => asset.code)).size).toBe(assets.length);
  });

  it.each([
    ['a', 80],
    ['b', 220],
    ['c', 420],
    ['d', 1100],
  ])('works for a week under EPANET: seed %s, %d junctions', async (seed, junctions) => {
    const water = generateWaterNetwork({ seed, name: 'Town', junctions });
    const model = await HydraulicModel.open(water.network);
    model.start();
    const districtNodes = water.zones
      .flatMap((zone) => zone.districts.flatMap((district) => district.junctionIds))
      .map((id) => model.nodeIndex(id));
    const tanks = water.zones.map((zone) => model.nodeIndex(zone.tankId));
    const span = { pressure: [Infinity, -Infinity], level: [Infinity, -Infinity] };
    const widen = (limits: number[], value: number): void => {
      limits[0] = Math.min(limits[0] as number, value);
      limits[1] = Math.max(limits[1] as number, value);
    };
    do {
      model.solve();
      expect(model.lastWarning).toBeNull();
      const [pressures, levels] = [model.pressures(), model.levels()];
      for (const node of districtNodes) widen(span.pressure, pressures[node] as number);
      for (const tank of tanks) widen(span.level, levels[tank] as number);
    } while (model.advance() > 0);
    model.close();
    expect(span.pressure[0]).toBeGreaterThan(20);
    expect(span.pressure[1]).toBeLessThan(75);
    expect(span.level[0]).toBeGreaterThan(1.2);
    expect(span.level[0]).toBeLessThan(2.4);
    expect(span.level[1]).toBeGreaterThan(3.4);
    expect(span.level[1]).toBeLessThan(4.85);
  });
});

describe('planNation', () => {
  it('has three regions with municipalities of their own names and codes', () => {
    expect(nation.municipalities).toHaveLength(13);
    expect(new Set(nation.municipalities.map(({ code }) => code)).size).toBe(13);
    expect(new Set(nation.municipalities.map(({ name }) => name)).size).toBe(13);
    expect(
      nation.regions.map(({ boundary }) => boundary.coordinates.length).reduce((sum, count) => sum + count, 0),
    ).toBe(13);
    expect(Math.min(...nation.regions.map(({ boundary }) => boundary.coordinates.length))).toBeGreaterThanOrEqual(4);
    const many = planNation({ seed: 'many', municipalities: 70, junctions: 60 });
    expect(new Set(many.municipalities.map(({ code }) => code)).size).toBe(70);
  });

  it('lies in the open ocean', () => {
    for (const { center } of nation.municipalities) {
      expect(center.lon).toBeGreaterThan(-36);
      expect(center.lon).toBeLessThan(-33);
      expect(center.lat).toBeGreaterThan(40);
      expect(center.lat).toBeLessThan(43);
    }
  });

  it('keeps municipalities apart and their networks inside', () => {
    for (const municipality of nation.municipalities) {
      const ring = municipality.boundary.coordinates[0] as [number, number][];
      expect(ring[0]).toEqual(ring.at(-1));
      const { assets } = networkToAssets(municipality.water.network, municipality.placement);
      const points = assets.flatMap(({ geometry }) =>
        geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates,
      );
      expect(points.every((point) => isInside(point, ring))).toBe(true);
      for (const other of nation.municipalities) {
        if (other === municipality) continue;
        const otherRing = other.boundary.coordinates[0] as [number, number][];
        expect(otherRing.filter((point) => isInside(point, ring))).toEqual([]);
      }
    }
  });

  it('gives every district an outline around its junctions, apart from the others', () => {
    const [municipality] = nation.municipalities as [MunicipalityPlan];
    const { assets } = networkToAssets(municipality.water.network, municipality.placement);
    const places = new Map(assets.map(({ code, geometry }) => [code, geometry.coordinates as [number, number]]));
    const districts = municipality.water.zones.flatMap((zone) => zone.districts);
    const rings = districts.map(
      ({ code }) => districtBoundary(municipality, code).coordinates[0] as [number, number][],
    );
    districts.forEach(({ junctionIds }, index) => {
      expect(
        junctionIds.every((id) => isInside(places.get(id) as [number, number], rings[index] as [number, number][])),
      ).toBe(true);
      const others = rings.filter((_, other) => other !== index);
      expect(others.some((ring) => ring.some((point) => isInside(point, rings[index] as [number, number][])))).toBe(
        false,
      );
    });
  });

  it('places networks true to scale', () => {
    const [municipality] = nation.municipalities as [MunicipalityPlan];
    const { network } = municipality.water;
    const { assets } = networkToAssets(network, municipality.placement);
    const pipe = network.pipes.find((candidate) => candidate.length > 80) as (typeof network.pipes)[number];
    const line = assets.find(({ code }) => code === pipe.id)?.geometry.coordinates as [number, number][];
    const [a, b] = line.map(([lon, lat]) => ({ lon, lat })) as [
      { lon: number; lat: number },
      { lon: number; lat: number },
    ];
    expect((geodesicInverse(a, b)?.distanceM ?? 0) / (pipe.length / 1.02)).toBeCloseTo(1, 2);
  });
});

function expectJoined({ network, zones }: WaterNetwork): void {
  const around = new Map<string, string[]>();
  for (const link of [...network.pipes, ...network.pumps, ...network.valves]) {
    if (link.status === 'closed') continue;
    around.set(link.from, [...(around.get(link.from) ?? []), link.to]);
    around.set(link.to, [...(around.get(link.to) ?? []), link.from]);
  }
  const reached = new Set(zones.map((zone) => zone.reservoirId));
  const edge = [...reached];
  for (const id of edge) {
    for (const next of around.get(id) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      edge.push(next);
    }
  }
  expect(network.junctions.filter(({ id }) => !reached.has(id))).toEqual([]);
}

function expectOneInlet({ network, zones }: WaterNetwork): void {
  const links = [...network.pipes, ...network.valves].filter(({ status }) => status !== 'closed');
  for (const district of zones.flatMap((zone) => zone.districts)) {
    const inside = new Set(district.junctionIds);
    const crossing = links.filter(({ from, to }) => inside.has(from) !== inside.has(to));
    expect(crossing.map(({ from }) => from)).toEqual([district.inletNodeId]);
  }
}

/** Even-odd rule. */
function isInside([x, y]: readonly number[], ring: readonly (readonly [number, number])[]): boolean {
  let inside = false;
  ring.forEach(([x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length] as [number, number];
    if (
      y1 > (y as number) !== y2 > (y as number) &&
      (x as number) < ((x2 - x1) * ((y as number) - y1)) / (y2 - y1) + x1
    )
      inside = !inside;
  });
  return inside;
}
