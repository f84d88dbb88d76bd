import { readRemark } from '@app/hydraulics';
import { pastBreaks } from './pipe-breaks';
import { generateWaterNetwork } from './water-network';

const { network } = generateWaterNetwork({ seed: 'breaks', name: 'Town', junctions: 800 });
const until = Date.UTC(2026, 5, 30);
const breaks = pastBreaks(network, 'breaks', until);

describe('breaks of the past', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(pastBreaks(network, 'breaks', until)).toEqual(breaks);
    expect(pastBreaks(network, 'other', until)).not.toEqual(breaks);
  });

  it('lie between the laying of the pipe and now', () => {
    const laid = new Map(network.pipes.map(({ id, comment, tag }) => [id, readRemark(comment, tag).installedOn ?? '']));
    for (const { asset, brokeOn } of breaks) {
      expect(brokeOn >= (laid.get(asset) ?? '')).toBe(true);
      expect(brokeOn <= '2026-06-30').toBe(true);
    }
  });

  it('are as frequent as those of real networks, on old iron more than on plastic', () => {
    const rate = (material: string | null) => {
      const pipes = network.pipes.filter(
        ({ comment, tag }) => material === null || readRemark(comment, tag).material === material,
      );
      const ids = new Set(pipes.map(({ id }) => id));
      const km = pipes.reduce((sum, { length }) => sum + length, 0) / 1_000;
      return breaks.filter(({ asset }) => ids.has(asset)).length / km / 25;
    };
    expect(rate(null)).toBeGreaterThan(0.01);
    expect(rate(null)).toBeLessThan(0.3);
    expect(rate('cast iron')).toBeGreaterThan(3 * rate('PVC'));
  });

  it('come again on the same pipes', () => {
    const counts = new Map<string, number>();
    for (const { asset } of breaks) counts.set(asset, (counts.get(asset) ?? 0) + 1);
    expect([...counts.values()].filter((count) => count > 1).length).toBeGreaterThan(5);
  });
});
