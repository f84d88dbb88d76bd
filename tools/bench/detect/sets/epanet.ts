import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  estimateMetresPerUnit,
  HydraulicModel,
  type InpNetwork,
  lengthFactorToM,
  flowFactorToM3h,
  networkFromAssets,
  networkToAssets,
  parseInp,
  pressureFactorToM,
} from '@app/hydraulics';
import type { BenchSet } from '../bench-set';

/** The solution that a network must have, in the units of its file. */
export interface EpanetReference {
  readonly nodes: readonly string[];
  readonly links: readonly string[];
  readonly snapshots: readonly {
    readonly t: number;
    readonly pressure: readonly number[];
    readonly head: readonly number[];
    readonly flow: readonly number[];
  }[];
}

/** How far a solution is from its reference. */
export interface EpanetDifference {
  /** Largest difference of a pressure or head, m; infinite when an element or a moment is missing. */
  readonly metres: number;
  /** Largest difference of a flow, m3/h, and as a share of the largest flow of the network. */
  readonly flowM3h: number;
  readonly flowShare: number;
}

/** Metres within which a pressure or head agrees. */
const TOLERANCE_M = 0.01;

/** Networks of other people with reference solutions: imported as assets, made again from them, solved, compared. */
export const epanetSet: BenchSet = {
  name: 'epanet',
  title: 'EPANET networks: assets and back, against reference solutions',
  async run(folder, log) {
    let good = 0;
    let worst = 0;
    let worstFlow = 0;
    const remarks: string[] = [];
    const names = readdirSync(folder).filter((name) => name.endsWith('.ref.json.gz'));
    for (const name of names) {
      const { inp, reference } = readReference(folder, name);
      try {
        const difference = await compare(throughAssets(parseInp(inp)), reference);
        log(`${name}: ${difference.metres.toExponential(2)} m, ${difference.flowM3h.toExponential(2)} m3/h`);
        if (difference.metres <= TOLERANCE_M) good += 1;
        else remarks.push(`${name} differs by ${difference.metres} m.`);
        worst = Math.max(worst, difference.metres);
        worstFlow = Math.max(worstFlow, difference.flowShare);
      } catch (error) {
        remarks.push(`${name}: ${(error as Error).message}`);
      }
    }
    const plain = { published: null, baseline: null };
    return {
      figures: [
        { name: 'networks within 0.01 m', ours: good, ...plain, must: names.length, aim: names.length },
        {
          name: 'largest difference, m',
          ours: worst,
          ...plain,
          must: TOLERANCE_M,
          aim: TOLERANCE_M,
          smallerIsBetter: true,
        },
        {
          name: 'largest difference of flow, share',
          ours: worstFlow,
          ...plain,
          must: null,
          aim: null,
          smallerIsBetter: true,
        },
      ],
      remarks: [
        'Nothing is tuned: the figures tell whether import, storage form and solver agree with EPANET.',
        ...remarks,
      ],
    };
  },
};

/** A network file and its solution. @param name - of the solution's file */
export function readReference(folder: string, name: string): { inp: Uint8Array; reference: EpanetReference } {
  const reference = JSON.parse(gunzipSync(readFileSync(path.join(folder, name))).toString()) as EpanetReference;
  return { inp: gunzipSync(readFileSync(path.join(folder, name.replace('.ref.json.gz', '.inp.gz')))), reference };
}

/** The network as it comes back from the form in which assets are stored. */
export function throughAssets(network: InpNetwork): InpNetwork {
  const anchor = { lon: 20, lat: 40 };
  const { assets, settings } = networkToAssets(network, { anchor, metresPerUnit: scaleOf(network), rotationDeg: 0 });
  const stored = JSON.parse(JSON.stringify({ assets, settings })) as {
    assets: typeof assets;
    settings: typeof settings;
  };
  return networkFromAssets(stored.assets, stored.settings);
}

/** Metres of a drawing unit: by the pipes' lengths, smaller where the drawing would spread over more than 100 km. */
export function scaleOf(network: InpNetwork): number {
  const places = [...network.junctions, ...network.reservoirs, ...network.tanks].flatMap(
    ({ position }) => position ?? [],
  );
  const spread = (axis: 'x' | 'y'): number => {
    const values = places.map((place) => place[axis]);
    return values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
  };
  const extent = places.length === 0 ? 1 : Math.max(spread('x'), spread('y'), 1e-6);
  return Math.min(estimateMetresPerUnit(network) ?? 1, 100_000 / extent);
}

/** Solves a network over its duration and compares the moments of the reference, in metric units. */
export async function compare(network: InpNetwork, reference: EpanetReference): Promise<EpanetDifference> {
  const model = await HydraulicModel.open(network);
  try {
    const toM = lengthFactorToM(network.options.flowUnits);
    const pressureToM = pressureFactorToM(network.options);
    const toM3h = flowFactorToM3h(network.options.flowUnits);
    const nodes = reference.nodes.map((id) => model.nodeIndex(id));
    const links = reference.links.map((id) => model.linkIndex(id));
    const awaited = new Map(reference.snapshots.map((snapshot) => [snapshot.t, snapshot]));
    let [metres, flowM3h, largest] = [0, 0, 0];
    model.start();
    for (;;) {
      const time = model.solve();
      const snapshot = awaited.get(time);
      if (snapshot) {
        awaited.delete(time);
        metres = Math.max(
          metres,
          furthest(model.pressures(), nodes, snapshot.pressure) * pressureToM,
          furthest(model.heads(), nodes, snapshot.head) * toM,
        );
        flowM3h = Math.max(flowM3h, furthest(model.flows(), links, snapshot.flow) * toM3h);
        largest = Math.max(largest, ...snapshot.flow.map((flow) => Math.abs(flow) * toM3h));
      }
      if (model.advance() === 0) break;
    }
    return { metres: awaited.size > 0 ? Infinity : metres, flowM3h, flowShare: flowM3h / Math.max(largest, 1e-9) };
  } finally {
    model.close();
  }
}

function furthest(values: Float64Array, indexes: readonly number[], wanted: readonly number[]): number {
  return indexes.reduce(
    (most, index, at) => Math.max(most, Math.abs((values[index] as number) - (wanted[at] as number))),
    0,
  );
}
