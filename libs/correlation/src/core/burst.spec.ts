import { HydraulicModel, type InpNetwork, networkToAssets } from '@app/hydraulics';
import { generateWaterNetwork } from '@app/simulation';
import { type Finding, gather, type NetworkElement, networkOf, type PipeNetwork, relationLimits } from './index';

const T = Date.UTC(2026, 5, 1, 10);
const anchor = { lon: 12, lat: 45 };
/** Fall of pressure that raises an alarm, m. */
const FALL_M = 1.5;
/** Water of a burst, L/s. */
const BURST = 40;
/** Every n-th junction has a pressure sensor. */
const EVERY = 2;

const water = generateWaterNetwork({ seed: 'events', name: 'Burstham', junctions: 700 });
const drawing = networkToAssets(water.network, { anchor, metresPerUnit: 1, rotationDeg: 0 });
const elements = drawing.assets.map((asset): NetworkElement => {
  const epanet = asset.attributes.epanet as Record<string, string | undefined>;
  return {
    id: asset.code,
    zoneId: null,
    class: asset.class,
    isInService: true,
    lengthM: asset.lengthM ?? null,
    elementId: epanet['id'] ?? '',
    from: epanet['from'] ?? null,
    to: epanet['to'] ?? null,
    valveKind: epanet['kind'] ?? null,
    state: epanet['status'] ?? null,
  };
});
const { network } = networkOf(elements, relationLimits.pipesM);
const places = new Map(
  drawing.assets.flatMap(({ code, geometry }) =>
    geometry.type === 'Point' ? [[code, { lon: geometry.coordinates[0], lat: geometry.coordinates[1] }] as const] : [],
  ),
);

async function pressures(source: InpNetwork, burst: string | null): Promise<ReadonlyMap<string, number>> {
  const model = await HydraulicModel.open(source);
  try {
    if (burst !== null) {
      const at = source.junctions.find(({ id }) => id === burst);
      model.setDemand(model.nodeIndex(burst), (at?.demands[0]?.base ?? 0) + BURST);
    }
    model.start();
    model.solve();
    const { pressure } = model.snapshot(0);
    return new Map(model.nodeIds.map((id, index) => [id, pressure[index] ?? 0]));
  } finally {
    model.close();
  }
}

/** Sensors that a burst leaves without their usual pressure. */
async function alarmsOf(burst: string): Promise<Set<string>> {
  const usual = await pressures(water.network, null);
  const now = await pressures(water.network, burst);
  const sensors = water.network.junctions.filter((_, at) => at % EVERY === 0);
  return new Set(sensors.flatMap(({ id }) => ((usual.get(id) ?? 0) - (now.get(id) ?? 0) >= FALL_M ? [id] : [])));
}

function finding(id: string, at: number, zoneId: string | null = null): Finding {
  return {
    alertId: `alarm of ${id}`,
    sensorId: id,
    deviceId: id,
    assetId: id,
    zoneId,
    elementId: id,
    kind: 'threshold',
    limitName: 'low',
    quantity: 'pressure',
    priority: 'high',
    value: 150,
    limit: 200,
    raisedAt: T + at,
    clearedAt: null,
    lon: places.get(id)?.lon ?? null,
    lat: places.get(id)?.lat ?? null,
  };
}

/** Pairs of alarms with one cause, and with two, and how many of each came into one event. */
class PairCounts {
  ofOne = 0;
  together = 0;
  ofTwo = 0;
  mixed = 0;

  /** @param causeOf - the burst behind each sensor's alarm */
  count(findings: readonly Finding[], causeOf: (sensorId: string) => number, known: PipeNetwork | null): void {
    const groups = gather([], findings, known);
    const eventOf = (finding: Finding) => groups.findIndex((group) => group.findings.includes(finding));
    findings.forEach((a, at) => {
      for (const b of findings.slice(at + 1)) {
        const inOne = eventOf(a) === eventOf(b) ? 1 : 0;
        if (causeOf(a.sensorId) === causeOf(b.sensorId)) {
          this.ofOne += 1;
          this.together += inOne;
        } else {
          this.ofTwo += 1;
          this.mixed += inOne;
        }
      }
    });
  }
}

describe('bursts in a generated town', () => {
  it('on both sides of shut boundary valves at once (by EPANET) become two events by the pipes, one by place alone', async () => {
    const [byPipes, byPlace] = [new PairCounts(), new PairCounts()];
    for (const border of water.network.pipes.filter(({ status }) => status === 'closed')) {
      const [one, two] = [await alarmsOf(border.from), await alarmsOf(border.to)];
      const causeOf = new Map([
        ...[...one].flatMap((id) => (two.has(id) ? [] : [[id, 1] as const])),
        ...[...two].flatMap((id) => (one.has(id) ? [] : [[id, 2] as const])),
      ]);
      const findings = [...causeOf.keys()].toSorted().map((id, at) => finding(id, at));
      byPipes.count(findings, (id) => causeOf.get(id) ?? 0, network);
      byPlace.count(findings, (id) => causeOf.get(id) ?? 0, null);
    }
    expect(byPipes.ofOne).toBeGreaterThan(100);
    expect(byPipes.ofTwo).toBeGreaterThan(100);
    expect(byPipes.together / byPipes.ofOne).toBeGreaterThan(0.95);
    expect(byPipes.mixed / byPipes.ofTwo).toBeLessThan(0.05);
    expect(byPlace.mixed / byPlace.ofTwo).toBeGreaterThan(0.9);
  });

  it('along one main become one event whatever zones its parts were put into', () => {
    const main = water.network.junctions.filter(({ id }) => /^Z1-J\d+$/.test(id));
    const findings = main.map(({ id }, at) => finding(id, at, `zone ${at % 2}`));
    expect(main.length).toBeGreaterThan(4);
    expect(gather([], findings, network)).toHaveLength(1);
    expect(gather([], findings)).toHaveLength(2);
  });
});
