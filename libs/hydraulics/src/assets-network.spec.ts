import { HydraulicModel, networkFromAssets, networkToAssets, parseInp } from './index';

const grid = `[JUNCTIONS]
A 20 6 day
B 15 4
C 12 5 night
D 10 3 day
E 8 0
[RESERVOIRS]
R 90 surge
[TANKS]
T 45 3 0.5 6 9 0
[PIPES]
P1 R A 900 250 120
P2 A B 400 200 110 0.4
P3 C D 350 150 100
P4 D E 300 100 90 0 CV
P5 A T 700 150 120
P6 E A 800 100 95
[PATTERNS]
day 0.4 0.9 1.7
day 1.2
night 1.5 0.3
surge 1 0.98 1.01
[DEMANDS]
D 2 day ;houses
D 1.5 night ;mill
[COORDINATES]
A 0 0
B 400 0
C 450 0
D 450 350
E 450 650
R -900 0
T 0 700
[TIMES]
Duration 6:00
Hydraulic Timestep 1:00
Pattern Timestep 2:00
`;

const metric = '[OPTIONS]\nUnits LPS\nHeadloss H-W\n';

/** Parts that other people's files seldom have, one by one and together. */
const files: [string, string][] = [
  ['a pressure reducing valve', `${grid}${metric}[VALVES]\nV B C 150 PRV 30 0.2`],
  ['a pressure sustaining valve', `${grid}${metric}[VALVES]\nV B C 150 PSV 60`],
  ['a pressure breaker', `${grid}${metric}[VALVES]\nV B C 150 PBV 8`],
  ['a flow control valve', `${grid}${metric}[VALVES]\nV B C 150 FCV 5`],
  ['a throttle valve', `${grid}${metric}[VALVES]\nV B C 150 TCV 40`],
  ['a valve with a curve', `${grid}${metric}[CURVES]\ng 0 0\ng 10 2\ng 20 7\n[VALVES]\nV B C 150 GPV g`],
  ['a valve held open', `${grid}${metric}[VALVES]\nV B C 150 PRV 30\n[STATUS]\nV Open`],
  ['a valve held closed', `${grid}${metric}[VALVES]\nV B C 150 PRV 30\n[STATUS]\nV Closed`],
  [
    'emitters with their exponent',
    `${grid}[OPTIONS]\nUnits LPS\nEmitter Exponent 0.7\n[EMITTERS]\nE 0.4\nB 0.1\n[VALVES]\nV B C 150 TCV 2`,
  ],
  [
    'patterns by default and a multiplier',
    `${grid}[OPTIONS]\nUnits CMH\nHeadloss D-W\nPattern night\nDemand Multiplier 1.3\n[VALVES]\nV B C 150 TCV 2`,
  ],
  [
    'a pump with a speed pattern and a rule',
    `${grid}${metric}[CURVES]\nh 12 40\n[PUMPS]\nU B C HEAD h PATTERN day\n[RULES]\nRULE 1\nIF TANK T LEVEL > 4\nTHEN PIPE P6 STATUS IS CLOSED`,
  ],
  ['gallons and feet', `${grid}[OPTIONS]\nUnits GPM\n[VALVES]\nV B C 6 PRV 20\n[EMITTERS]\nE 0.5`],
];

describe('assets of a network', () => {
  it.each(files)('give the same solution with %s', async (_, text) => {
    const network = parseInp(text);
    const placement = { anchor: { lon: 20, lat: 40 }, metresPerUnit: 1, rotationDeg: 12 };
    const { assets, settings } = networkToAssets(network, placement);
    const stored = JSON.parse(JSON.stringify({ assets, settings })) as {
      assets: typeof assets;
      settings: typeof settings;
    };
    const [before, after] = [
      await solution(await HydraulicModel.open(text)),
      await solution(await HydraulicModel.open(networkFromAssets(stored.assets, stored.settings))),
    ];
    expect(after.length).toBe(before.length);
    expect(before.length).toBeGreaterThanOrEqual(4);
    after.forEach((moment, at) => {
      for (const [id, value] of moment)
        expect([id, value]).toEqual([id, expect.closeTo(before[at]?.get(id) as number, 3)]);
    });
  });
});

/** Pressures and flows by id, moment by moment. */
async function solution(model: HydraulicModel): Promise<Map<string, number>[]> {
  const moments: Map<string, number>[] = [];
  model.start();
  do {
    model.solve();
    const [pressures, flows] = [model.pressures(), model.flows()];
    moments.push(
      new Map([
        ...model.nodeIds.map((id): [string, number] => [`node ${id}`, pressures[model.nodeIndex(id)] as number]),
        ...model.linkIds.map((id): [string, number] => [`link ${id}`, flows[model.linkIndex(id)] as number]),
      ]),
    );
  } while (model.advance() !== 0);
  model.close();
  return moments;
}
