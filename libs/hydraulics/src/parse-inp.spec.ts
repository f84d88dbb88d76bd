import * as fc from 'fast-check';
import { InpError, parseInp, writeInp } from './index';

const small = [
  '; a file as found in the wild',
  '[TITLE]\r',
  'Small town; with a semicolon',
  '[junctions]',
  ' J-1\t10\t5\tday ;north end\r',
  '2 12.5',
  '[PIPES]',
  'P1 R J-1 100 200 130 ;material=PVC, installed=1987',
  'P2 J-1 2 50 100 120 Closed',
  'P3 J-1 T 60 150 120 0.5 CV',
  '[RESERV]',
  'R 60',
  '[TANKS]',
  'T 40 2 0 4 12 0',
  '[PUMPS]',
  'PU R 2 HEAD c SPEED 0.9',
  'OLD R 2 30 60',
  '[VALVES]',
  'V 2 T 100 prv 35',
  '[CURVES]',
  'c 100 40',
  '[PATTERNS]',
  'day 1 1.2 .8',
  'day 1e0',
  '[DEMANDS]',
  'J-1 3 ;houses',
  'J-1 4 day ;shops',
  '[STATUS]',
  'V Open',
  'PU 0.8',
  '[EMITTERS]',
  '2 0.4',
  '[TIMES]',
  'Duration 24',
  'Hydraulic Timestep 15 MIN',
  'Pattern Timestep 1:30',
  'Start ClockTime 2 PM',
  '[OPTIONS]',
  'Units LPS',
  'Headloss D-W',
  'Demand Multiplier 1.5',
  '[COORDINATES]',
  'J-1 0 0',
  '2 100 0',
  'X 1 1',
  '[VERTICES]',
  'P2 50 20',
  '[TAGS]',
  'NODE 2 school',
  '[END]',
  'nothing after the end is read',
].join('\n');

describe('parseInp', () => {
  const network = parseInp(small);

  it('reads sections of any order, case and line end', () => {
    expect(network.title).toEqual(['Small town; with a semicolon']);
    expect(network.junctions.map((node) => node.id)).toEqual(['J-1', '2']);
    expect(network.junctions[0]).toMatchObject({ elevation: 10, comment: 'north end', position: { x: 0, y: 0 } });
    expect(network.junctions[1]).toMatchObject({ elevation: 12.5, tag: 'school', emitter: 0.4 });
    expect(network.reservoirs[0]).toMatchObject({ id: 'R', head: 60, position: null });
    expect(network.tanks[0]).toMatchObject({ initialLevel: 2, maxLevel: 4, diameter: 12 });
  });

  it('lets [DEMANDS] replace the demand of [JUNCTIONS] and keeps every category', () => {
    expect(network.junctions[0]?.demands).toEqual([
      { base: 3, patternId: null, category: 'houses' },
      { base: 4, patternId: 'day', category: 'shops' },
    ]);
  });

  it('reads every form of pipe, pump, valve and status', () => {
    expect(network.pipes.map((pipe) => [pipe.status, pipe.minorLoss])).toEqual([
      ['open', 0],
      ['closed', 0],
      ['cv', 0.5],
    ]);
    expect(network.pipes[1]?.vertices).toEqual([{ x: 50, y: 20 }]);
    expect(network.pumps[0]).toMatchObject({ headCurveId: 'c', speed: 0.8, status: 'open' });
    expect(network.curves.find((curve) => curve.id === network.pumps[1]?.headCurveId)?.points).toEqual([
      { x: 60, y: 30 },
    ]);
    expect(network.valves[0]).toMatchObject({ kind: 'PRV', setting: 35, status: 'open' });
  });

  it('reads times, options and patterns', () => {
    expect(network.times).toMatchObject({
      durationS: 86_400,
      hydraulicStepS: 900,
      patternStepS: 5400,
      startClockS: 50_400,
    });
    expect(network.options).toMatchObject({
      flowUnits: 'LPS',
      headloss: 'D-W',
      demandMultiplier: 1.5,
      pressureUnits: 'METERS',
    });
    expect(network.patterns).toEqual([{ id: 'day', multipliers: [1, 1.2, 0.8, 1] }]);
  });

  it('says what it tolerated', () => {
    expect(network.warnings).toEqual([
      expect.objectContaining({ message: '1 lines of [COORDINATES] name no node or no numbers.' }),
    ]);
  });

  it('reads Latin-1 and UTF-8 bytes alike', () => {
    const text = '[JUNCTIONS]\nJ 1 ;Straße\n';
    expect(parseInp(Buffer.from(text, 'latin1')).junctions[0]?.comment).toBe('Straße');
    expect(parseInp(Buffer.from(text, 'utf8')).junctions[0]?.comment).toBe('Straße');
  });

  it('reports every fault with its line and remedy at once', () => {
    const text = '[JUNCTIONS]\nA ten\nA 3\n[PIPES]\nP A B 0 100 100\n';
    const error = thrownBy(text);
    expect(error.problems.map((problem) => problem.line)).toEqual([2, 3, 5, 5]);
    expect(error.message).toContain(
      "Line 5: Link 'P' ends at 'B', which is not a node. Add the node or correct its id.",
    );
  });

  it('names patterns and curves that are used but missing', () => {
    const error = thrownBy('[JUNCTIONS]\nA 1 2 x\nB 1\n[PUMPS]\nU A B HEAD h\n');
    expect(error.problems).toEqual([expect.objectContaining({ line: 2 }), expect.objectContaining({ line: 5 })]);
  });

  it.each(['', 'no sections here', '[JUNCTIONS]\n', '\u0000\u0001'])('refuses %j as no network', (text) => {
    expect(thrownBy(text).problems.length).toBe(1);
  });

  it('gives the same network again after writing', () => {
    const again = parseInp(writeInp(network));
    const { warnings: _a, options: optionsA, times: timesA, ...before } = network;
    const { warnings: _b, options: optionsB, times: timesB, ...after } = again;
    expect(after).toEqual(before);
    expect({ ...optionsB, entries: [] }).toEqual({ ...optionsA, entries: [] });
    expect({ ...timesB, entries: [] }).toEqual({ ...timesA, entries: [] });
    expect(writeInp(again)).toBe(writeInp(parseInp(writeInp(again))));
  });
});

describe('parseInp on broken files', () => {
  it('never throws anything but InpError, whatever is cut, doubled or exchanged', () => {
    const lines = small.split('\n');
    const edit = fc.record({
      at: fc.nat(lines.length - 1),
      what: fc.constantFrom('drop', 'double', 'cut', 'noise'),
      noise: fc.string({ unit: 'binary', maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        const copy = [...lines];
        for (const { at, what, noise } of edits) {
          const line = copy[at] ?? '';
          if (what === 'drop') copy.splice(at, 1);
          else if (what === 'double') copy.splice(at, 0, line);
          else if (what === 'cut') copy[at] = line.slice(0, line.length / 2);
          else copy[at] = line + noise;
        }
        expectNetworkOrInpError(copy.join('\n'));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws anything but InpError on words of the language in any order', () => {
    const word = fc.constantFrom(
      '[JUNCTIONS]',
      '[PIPES]',
      '[PUMPS]',
      '[VALVES]',
      '[TANKS]',
      '[STATUS]',
      '[TIMES]',
      '[OPTIONS]',
      '[CURVES]',
      '[',
      'A',
      'B',
      '1',
      '-1',
      '1e999',
      'PRV',
      'HEAD',
      'CV',
      '*',
      ';',
      '"',
      '\n',
      '\n',
      '\t',
      '__proto__',
      'constructor',
      '12:61:99',
      'PM',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 120 }), (words) => expectNetworkOrInpError(words.join(' '))),
      { numRuns: 1000 },
    );
  });

  it('reads a large file with a fault in every line before the test is given up', () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => `J${index} 1 1`);
    const demands = Array.from({ length: 50_000 }, (_, index) => `J${index} 1 missing`);
    expect(thrownBy(`[JUNCTIONS]\n${rows.join('\n')}\n[DEMANDS]\n${demands.join('\n')}`).problems).toHaveLength(20);
  });
});

function thrownBy(text: string): InpError {
  try {
    parseInp(text);
  } catch (error) {
    if (error instanceof InpError) return error;
    throw error;
  }
  throw new Error('the text was accepted');
}

function expectNetworkOrInpError(text: string): void {
  try {
    const network = parseInp(text);
    parseInp(writeInp(network));
  } catch (error) {
    expect(error).toBeInstanceOf(InpError);
  }
}
