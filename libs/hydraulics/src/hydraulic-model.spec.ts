import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { EpanetError, HydraulicModel, parseInp } from './index';

const line = `[JUNCTIONS]\nA 10 20\nB 15 10 day\n[RESERVOIRS]\nR 60\n[TANKS]\nT 50 2 0 5 10 0
[PIPES]\nP1 R A 1000 200 130\nP2 A B 500 150 130\nP3 B T 500 150 130
[PATTERNS]\nday 1 0.5\n[OPTIONS]\nUnits LPS\nHeadloss H-W\n[TIMES]\nDuration 4\nHydraulic Timestep 1:00`;

describe('HydraulicModel', () => {
  it('gives the head loss of a hand calculation (Hazen-Williams)', async () => {
    const model = await HydraulicModel.open(
      '[JUNCTIONS]\nA 10 20\n[RESERVOIRS]\nR 60\n[PIPES]\nP R A 1000 200 130\n[OPTIONS]\nUnits LPS',
    );
    model.start();
    model.solve();
    const lossM = (10.67 * 1000 * 0.02 ** 1.852) / (130 ** 1.852 * 0.2 ** 4.871);
    expect(model.heads()[model.nodeIndex('A')]).toBeCloseTo(60 - lossM, 1);
    expect(model.pressures()[model.nodeIndex('A')]).toBeCloseTo(50 - lossM, 1);
    expect(model.flows()[model.linkIndex('P')]).toBeCloseTo(20, 3);
    model.close();
    model.close();
  });

  it('steps through a duration and keeps the water balance at every moment', async () => {
    const model = await HydraulicModel.open(line);
    model.start();
    let steps = 0;
    let reached = 0;
    for (;;) {
      reached = model.solve();
      const flows = model.flows();
      const inflow = flows[model.linkIndex('P1')] as number;
      const intoTank = flows[model.linkIndex('P3')] as number;
      const taken =
        (model.demands()[model.nodeIndex('A')] as number) + (model.demands()[model.nodeIndex('B')] as number);
      expect(inflow - taken - intoTank).toBeCloseTo(0, 3);
      steps += 1;
      if (model.advance() === 0) break;
    }
    expect(reached).toBe(4 * 3600);
    expect(steps).toBeGreaterThanOrEqual(5);
    model.close();
  });

  it('takes changed demands, patterns, emitters, states and levels', async () => {
    const model = await HydraulicModel.open(line);
    const [a, b, tank, pipe] = [
      model.nodeIndex('A'),
      model.nodeIndex('B'),
      model.nodeIndex('T'),
      model.linkIndex('P3'),
    ];
    model.setInitialLevel(tank, 4);
    model.start(1_000_000);
    model.solve();
    expect(model.levels()[tank]).toBeCloseTo(4, 6);
    const before = model.pressures()[b] as number;
    model.setDemand(b, 40);
    model.solve();
    expect(model.pressures()[b]).toBeLessThan(before - 1);
    model.setPattern('day', [0]);
    model.solve();
    expect(model.demands()[b]).toBeCloseTo(0, 6);
    model.setEmitter(a, 2);
    model.solve();
    expect(model.demands()[a]).toBeCloseTo(20 + 2 * Math.sqrt(model.pressures()[a] as number), 1);
    model.setOpen(pipe, false);
    model.solve();
    expect(model.flows()[pipe]).toBeCloseTo(0, 3);
    model.setOpen(pipe, true);
    model.solve();
    expect(model.advance(600)).toBe(600);
    model.solve();
    expect(Math.abs((model.levels()[tank] as number) - 4)).toBeGreaterThan(0.0001);
    expect(model.levels()[a]).toBe(0);
    model.close();
  });

  it('tells of negative pressure as a warning and of what it cannot open as an error', async () => {
    const thirsty = await HydraulicModel.open(line.replace('A 10 20', 'A 10 900'));
    thirsty.start();
    thirsty.solve();
    expect(thirsty.lastWarning).toBe(6);
    thirsty.close();
    const dry = await HydraulicModel.open('[JUNCTIONS]\nA 1\nB 2\n[PIPES]\nP A B 10 100 100');
    expect(() => dry.start()).toThrow(EpanetError);
    dry.close();
    await expect(
      HydraulicModel.open(line.replace('[PIPES]', '[CONTROLS]\nLINK nowhere OPEN AT TIME 1\n[PIPES]')),
    ).rejects.toThrow(/nowhere|Error 2\d\d/);
  });

  it('names an unknown node, link or pattern', async () => {
    const model = await HydraulicModel.open(line);
    expect(() => model.nodeIndex('X')).toThrow("no node 'X'");
    expect(() => model.linkIndex('X')).toThrow("no link 'X'");
    expect(() => model.setPattern('X', [1])).toThrow(EpanetError);
    model.close();
  });
});

/** Networks with published solutions, where a folder of reference data is at hand. */
const folder = join(process.env['HYDRANT_DATA'] ?? '/nowhere', 'epanet');
const references = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ref.json.gz')) : [];
const withReferences = references.length > 0 ? describe : describe.skip;

withReferences('reference networks', () => {
  it.each(references.length > 0 ? references : ['none'])('%s', async (name) => {
    interface Reference {
      nodes: string[];
      links: string[];
      snapshots: { t: number; pressure: number[]; flow: number[] }[];
    }
    const reference = JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()) as Reference;
    const text = gunzipSync(readFileSync(join(folder, name.replace('.ref.json.gz', '.inp.gz'))));
    const model = await HydraulicModel.open(parseInp(text));
    model.start();
    let seen = 0;
    for (;;) {
      const time = model.solve();
      const snapshot = reference.snapshots.find((candidate) => candidate.t === time);
      if (snapshot) {
        seen += 1;
        const [pressures, flows] = [model.pressures(), model.flows()];
        const wrongNodes = reference.nodes.filter(
          (id, index) =>
            Math.abs((pressures[model.nodeIndex(id)] as number) - (snapshot.pressure[index] as number)) > 0.002,
        );
        const scale = Math.max(1, ...snapshot.flow.map(Math.abs));
        const wrongLinks = reference.links.filter(
          (id, index) =>
            Math.abs((flows[model.linkIndex(id)] as number) - (snapshot.flow[index] as number)) > scale * 1e-5,
        );
        expect({ time, wrongNodes, wrongLinks }).toEqual({ time, wrongNodes: [], wrongLinks: [] });
      }
      if (model.advance() === 0) break;
    }
    expect(seen).toBe(reference.snapshots.length);
    model.close();
  });
});
