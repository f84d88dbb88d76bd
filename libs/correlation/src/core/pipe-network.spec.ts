import * as fc from 'fast-check';
import { PipeNetwork, type NetworkLink, type NetworkNode } from './index';

const node = (id: string, isStore = false): NetworkNode => ({ id, isStore });
const pipe = (
  id: string,
  from: string,
  to: string,
  lengthM: number,
  given: Partial<NetworkLink> = {},
): NetworkLink => ({
  id,
  from,
  to,
  lengthM,
  isOpen: true,
  partsPressures: false,
  ...given,
});

/**
 * tank - a - b - c - d   (pipes of 100 m), a reducing valve from d to e, a shut valve between c and f, f fed over the tank
 *  \________________ f
 */
const network = new PipeNetwork(
  [node('tank', true), ...['a', 'b', 'c', 'd', 'e', 'f', 'alone'].map((id) => node(id))],
  [
    pipe('ta', 'tank', 'a', 100),
    pipe('ab', 'a', 'b', 100),
    pipe('bc', 'b', 'c', 100),
    pipe('cd', 'c', 'd', 100),
    pipe('prv', 'd', 'e', 0, { partsPressures: true }),
    pipe('shut', 'c', 'f', 10, { isOpen: false }),
    pipe('tf', 'tank', 'f', 100),
    pipe('lost', 'a', 'nowhere', 10),
  ],
  350,
);

describe('a pipe network', () => {
  it('measures along what is open, links from their middle, and no farther than its reach', () => {
    expect(network.wayM('a', 'c')).toBe(200);
    expect(network.wayM('ab', 'cd')).toBe(200);
    expect(network.wayM('a', 'e')).toBe(300);
    expect(network.wayM('tank', 'd')).toBeNull();
    expect(network.wayM('tank', 'c')).toBe(300);
    expect(network.wayM('b', 'b')).toBe(0);
  });

  it('does not lead through shut valves, nor through tanks', () => {
    expect(network.wayM('c', 'f')).toBeNull();
    expect(network.wayM('a', 'f')).toBeNull();
    expect(network.isJoined('a', 'f')).toBe(true);
    expect(network.isJoined('a', 'alone')).toBe(false);
  });

  it('knows which pressures go together', () => {
    expect(network.sharesPressure('a', 'cd')).toBe(true);
    expect(network.sharesPressure('a', 'e')).toBe(false);
    expect(network.sharesPressure('prv', 'e')).toBe(true);
    expect(network.sharesPressure('a', 'f')).toBe(false);
    expect(network.sharesPressure('tank', 'a')).toBe(true);
    expect(network.sharesPressure('tank', 'f')).toBe(true);
  });

  it('knows nothing of elements that it does not have', () => {
    expect(network.has('a')).toBe(true);
    expect(network.has('ab')).toBe(true);
    expect(network.has('lost')).toBe(false);
    expect(network.wayM('a', 'elsewhere')).toBeNull();
    expect(network.isJoined('a', 'elsewhere')).toBe(false);
  });

  it('finds the shortest ways that trying all intermediate nodes finds (Floyd and Warshall)', () => {
    const size = 8;
    const link = fc.record({
      from: fc.nat(size - 1),
      to: fc.nat(size - 1),
      lengthM: fc.integer({ min: 0, max: 50 }),
      isOpen: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(link, { maxLength: 16 }), (given) => {
        const least = Array.from({ length: size }, (_, a) =>
          Array.from({ length: size }, (__, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)),
        );
        const at = (a: number, b: number) => least[a]?.[b] ?? Number.POSITIVE_INFINITY;
        const take = (a: number, b: number, metres: number) => {
          const row = least[a];
          if (row !== undefined) row[b] = Math.min(at(a, b), metres);
        };
        for (const { from, to, lengthM, isOpen } of given) {
          if (!isOpen) continue;
          take(from, to, lengthM);
          take(to, from, lengthM);
        }
        for (let k = 0; k < size; k += 1)
          for (let a = 0; a < size; a += 1) for (let b = 0; b < size; b += 1) take(a, b, at(a, k) + at(k, b));
        const made = new PipeNetwork(
          Array.from({ length: size }, (_, id) => node(`${id}`)),
          given.map(({ from, to, lengthM, isOpen }, id) => pipe(`l${id}`, `${from}`, `${to}`, lengthM, { isOpen })),
          80,
        );
        for (let a = 0; a < size; a += 1) {
          for (let b = 0; b < size; b += 1) {
            const expected = at(a, b);
            expect(made.wayM(`${a}`, `${b}`)).toBe(expected <= 80 ? expected : null);
            expect(made.isJoined(`${a}`, `${b}`)).toBe(Number.isFinite(expected));
          }
        }
      }),
    );
  });
});
