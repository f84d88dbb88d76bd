import { HydraulicModel, networkFromAssets, networkToAssets, parseInp, residuals, TwinModel } from '../index';

/** Metric, with a tank, a pump under a control and one under a pattern, a reducing valve and daily patterns. */
const text = `[JUNCTIONS]
A 10 20 day
B 5 10
C 2 4 day
[RESERVOIRS]
R 20 high
[TANKS]
T 40 2 0 5 10 0
[PIPES]
P1 A B 800 200 120
P2 B T 300 200 120
P3 D C 300 150 120
[JUNCTIONS]
D 2 0
[PUMPS]
PU R A HEAD lift
[VALVES]
V B D 150 PRV 25
[PATTERNS]
day 1 0.5 2
high 1
[CURVES]
lift 40 40
[CONTROLS]
LINK PU CLOSED IF NODE T ABOVE 4.5
LINK PU OPEN IF NODE T BELOW 1
[OPTIONS]
Units LPS
[TIMES]
Duration 6
Pattern Timestep 1:00`;

const usText = text.replace('Units LPS', 'Units GPM');

describe('TwinModel', () => {
  it.each([text, usText])('answers as EPANET does for the file, in metric units', async (inp) => {
    const twin = await TwinModel.open(inp);
    const plain = await HydraulicModel.open(inp);
    plain.start();
    plain.solve();
    const { pressureM, flowM3h } = twin.solve();
    const us = inp === usText;
    expect(pressureM[twin.nodeIndex('B')]).toBeCloseTo(
      (plain.pressures()[plain.nodeIndex('B')] as number) * (us ? 0.3048 / 0.4333 : 1),
      5,
    );
    expect(flowM3h[twin.linkIndex('P1')]).toBeCloseTo(
      (plain.flows()[plain.linkIndex('P1')] as number) * (us ? 0.2271247 : 3.6),
      3,
    );
    plain.close();
    twin.close();
  });

  it('takes what was measured and forgets it with the next call', async () => {
    const twin = await TwinModel.open(text);
    const [b, t, r] = [twin.nodeIndex('B'), twin.nodeIndex('T'), twin.nodeIndex('R')];
    const before = twin.solve();
    const demands = twin.solve({
      patternTimeS: 3600,
      demandFactor: 0.5,
      demandFactors: new Map([['B', 3]]),
      demandsM3h: new Map([['C', 7.2]]),
    }).demandM3h;
    expect(demands[twin.nodeIndex('A')]).toBeCloseTo(20 * 0.5 * 0.5 * 3.6, 3);
    expect(demands[b]).toBeCloseTo(10 * 0.5 * 3 * 3.6, 3);
    expect(demands[twin.nodeIndex('C')]).toBeCloseTo(7.2, 4);
    const raised = twin.solve({ tankLevelsM: new Map([['T', 4]]), reservoirHeadsM: new Map([['R', 24]]) });
    expect(raised.pressureM[t]).toBeCloseTo(4, 6);
    expect(raised.headM[r]).toBeCloseTo(24, 6);
    const off = twin.solve({ open: new Map([['PU', false]]) });
    expect(off.flowM3h[twin.linkIndex('PU')]).toBeCloseTo(0, 3);
    const slow = twin.solve({
      settings: new Map([
        ['PU', 0.9],
        ['V', 15],
      ]),
    });
    expect(slow.pressureM[twin.nodeIndex('D')]).toBeCloseTo(15, 2);
    expect(slow.flowM3h[twin.linkIndex('PU')]).toBeLessThan((before.flowM3h[twin.linkIndex('PU')] as number) - 1);
    const closed = twin.solve({
      open: new Map([
        ['V', false],
        ['P1', false],
      ]),
    });
    expect(closed.flowM3h[twin.linkIndex('P1')]).toBeCloseTo(0, 3);
    expect(closed.flowM3h[twin.linkIndex('V')]).toBeCloseTo(0, 3);
    const leaking = twin.solve({ leaks: [{ elementId: 'P1', coefficient: 2 }] });
    const lost = (['A', 'B'] as const).reduce(
      (sum, id) =>
        sum + (leaking.demandM3h[twin.nodeIndex(id)] as number) - (before.demandM3h[twin.nodeIndex(id)] as number),
      0,
    );
    const mean =
      ((leaking.pressureM[b] as number) ** 0.5 + (leaking.pressureM[twin.nodeIndex('A')] as number) ** 0.5) / 2;
    expect(lost).toBeCloseTo(2 * mean, 1);
    const after = twin.solve();
    for (let node = 0; node < before.pressureM.length; node += 1)
      expect(after.pressureM[node]).toBeCloseTo(before.pressureM[node] as number, 4);
    twin.close();
  });

  it('lets a measured state win over a control, and the control act where nothing is measured', async () => {
    const twin = await TwinModel.open(text);
    const pump = twin.linkIndex('PU');
    const full = new Map([['T', 4.8]]);
    expect(twin.solve({ tankLevelsM: full }).flowM3h[pump]).toBeCloseTo(0, 3);
    expect(twin.solve({ tankLevelsM: full, open: new Map([['PU', true]]) }).flowM3h[pump]).toBeGreaterThan(10);
    expect(twin.solve({ tankLevelsM: full }).flowM3h[pump]).toBeCloseTo(0, 3);
    twin.close();
  });

  it('runs a period with patterns and tanks', async () => {
    const twin = await TwinModel.open(text);
    const run = [...twin.run({ patternTimeS: 3600 }, 3 * 3600, 3600)].filter(({ timeS }) => timeS % 3600 === 0);
    expect(run.map(({ timeS }) => timeS / 3600)).toEqual([0, 1, 2, 3]);
    expect(run.map(({ demandM3h }) => Math.round((demandM3h[twin.nodeIndex('A')] as number) / 3.6))).toEqual([
      10, 40, 20, 10,
    ]);
    const level = run.map(({ pressureM }) => pressureM[twin.nodeIndex('T')] as number);
    expect(Math.abs((level[3] as number) - (level[0] as number))).toBeGreaterThan(0.01);
    twin.close();
  });

  it('sets measurements beside the model', async () => {
    const twin = await TwinModel.open(text);
    const snapshot = twin.solve();
    const [pressure, level, flow] = residuals(twin, snapshot, [
      { key: 'p', quantity: 'pressure', elementId: 'B', value: 10 },
      { key: 'l', quantity: 'level', elementId: 'T', value: 2.5 },
      { key: 'f', quantity: 'flow', elementId: 'P1', value: 0 },
    ]);
    expect(pressure?.residual).toBeCloseTo(10 - (snapshot.pressureM[twin.nodeIndex('B')] as number), 6);
    expect(level?.residual).toBeCloseTo(0.5, 6);
    expect(flow?.residual).toBeCloseTo(-(snapshot.flowM3h[twin.linkIndex('P1')] as number), 6);
    expect(() => twin.solve({ demandFactors: new Map([['X', 1]]) })).toThrow("no junction 'X'");
    twin.close();
  });
});

describe('networkFromAssets', () => {
  it('gives the network that was imported, in its order', async () => {
    const network = parseInp(usText);
    const { assets, settings } = networkToAssets(network, {
      anchor: { lon: 1, lat: 2 },
      metresPerUnit: 1,
      rotationDeg: 0,
    });
    const stored = JSON.parse(JSON.stringify([...assets].reverse())) as typeof assets;
    const again = networkFromAssets(
      [...stored, { class: 'pipe', geometry: { type: 'Point', coordinates: [0, 0] }, attributes: {} }],
      settings,
    );
    expect(again.junctions.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D']);
    const bare = (part: typeof network) => ({
      ...part,
      junctions: part.junctions.map((node) => ({ ...node, position: null })),
      tanks: part.tanks.map((node) => ({ ...node, position: null })),
      reservoirs: part.reservoirs.map((node) => ({ ...node, position: null })),
    });
    expect(bare(again)).toEqual(bare(network));
  });
});
