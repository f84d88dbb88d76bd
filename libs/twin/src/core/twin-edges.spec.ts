import { TwinModel, parseInp } from '@app/hydraulics';
import { findings } from './findings';
import { meteredAreas, nominalUse, patternTimeAt } from './metered-areas';
import { type SlotResult, emptyTwinMemory, runSlots } from './run-slots';
import type { ModelLink } from './twin-types';
import { type WhatIfTask, whatIf } from './what-if';

/** A line R - A - B with a check valve on the way, a dead corner C behind a pipe that the file keeps closed; the clock starts at 8. */
const inp = `[JUNCTIONS]
A 10 5
B 10 10
C 10 5
[RESERVOIRS]
R 70
[PIPES]
P R A 100 300 120 0 Open
CV A B 100 200 120 0 CV
X B C 100 100 120 0 Closed
[PATTERNS]
1 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24
[TIMES]
DURATION 24:00
PATTERN TIMESTEP 1:00
START CLOCKTIME 8 AM
[OPTIONS]
UNITS CMH
HEADLOSS H-W
PATTERN 1
[COORDINATES]
R 0 0
A 100 0
B 200 0
C 300 0
[END]
`;
const network = parseInp(inp);
const link: ModelLink = {
  key: 's',
  quantity: 'flow',
  elementKind: 'link',
  elementId: 'P',
  usage: 'boundary',
  direction: 1,
  gaugeHeightM: 0,
};
const task = (close: readonly string[]): WhatIfTask => ({
  network,
  links: [],
  slot: { at: 0, hourOfWeek: 9, values: new Map() },
  past: [],
  changes: { close, pumpOff: [], burst: null, isolate: false, durationS: 0, minPressureKpa: 140 },
});

describe('edges of the twin', () => {
  it('begins patterns at the hour at which the clock of the file starts', () => {
    expect(patternTimeAt(network, 9.5) / 3600).toBe(1.5);
    expect(patternTimeAt(network, 7) / 3600).toBe(167);
    expect(nominalUse(network, patternTimeAt(network, 9), 1).get('A')?.stepped).toBe(10);
  });

  it('gives controls the clock of the file', async () => {
    const controlled = parseInp(inp.replace('[OPTIONS]', '[CONTROLS]\nLINK P CLOSED AT CLOCKTIME 9 AM\n[OPTIONS]'));
    const twin = await TwinModel.open(controlled);
    try {
      expect(twin.solve({ patternTimeS: 3600 }).flowM3h[twin.linkIndex('P')]).toBeCloseTo(0, 3);
      expect(twin.solve({ patternTimeS: 9 * 3600 }).flowM3h[twin.linkIndex('P')]).toBeGreaterThan(1);
    } finally {
      twin.close();
    }
  });

  it('shuts a pipe with a check valve in a trial', async () => {
    const outcome = await whatIf(task(['CV']));
    expect(outcome.nodes.filter(({ affected }) => affected).map(({ id }) => id)).toEqual(['B']);
  });

  it('does not blame a trial for places that had no water before', async () => {
    const outcome = await whatIf(task(['X']));
    expect(outcome.affectedNodes).toBe(0);
  });

  it('takes no position from a sensor at a pipe', async () => {
    const position: ModelLink = { ...link, quantity: 'percent', elementId: 'CV' };
    const slot = { at: 0, hourOfWeek: 9, values: new Map([['s', 0]]) };
    const { results } = await runSlots(network, [position], [slot], emptyTwinMemory);
    expect(results[0]?.failure).toBeNull();
  });

  it('says what holds as data and in words, and nothing where a moment has no solution', () => {
    const result: SlotResult = {
      at: 0,
      failure: 'no solution',
      warning: null,
      measured: 0,
      measurable: 0,
      balanceErrorShare: null,
      values: [],
      areas: [],
    };
    const nameOf = () => ({ name: 'town', isZone: true });
    expect(findings(network, [link], meteredAreas(network, [link]), result, nameOf)).toBeNull();
    expect(findings(network, [link], meteredAreas(network, [link]), { ...result, failure: null }, nameOf)).toEqual([]);
    const value = { key: 's', measured: 9, simulated: 5, bias: 1, z: 6, changed: false, holds: 1 } as const;
    expect(
      findings(network, [link], [], { ...result, failure: null, values: [value] }, nameOf)?.map(({ found }) => found),
    ).toEqual([
      {
        code: 'twin.above',
        values: { seen: 9, expected: 6 },
        text: 'Flow 9 m³/h is above the 6 m³/h that the hydraulic model gives',
      },
    ]);
  });
});
