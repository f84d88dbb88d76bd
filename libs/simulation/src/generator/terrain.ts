import type { Random } from './random';

/** A point on the plane of a town: metres east and north of its centre. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Shape of the ground under a town: how straight lines bend and how high each point lies. */
export interface Terrain {
  /** Bends a point of the regular layout to its natural place; neighbouring points never change sides. */
  bend(point: PlanePoint): PlanePoint;
  /** Elevation at a point of the regular layout, m above sea level. */
  elevationM(point: PlanePoint): number;
}

/**
 * Makes the ground of a town that rises to the north with gentle hills.
 *
 * @param extentM - width of the built-up area; longer waves for larger towns
 */
export function createTerrain(random: Random, extentM: number): Terrain {
  const waves = Array.from({ length: 4 }, () => ({
    along: random.range(0, Math.PI * 2),
    lengthM: random.range(0.5, 1.1) * Math.max(extentM, 2400),
    phase: random.range(0, Math.PI * 2),
    share: random.range(0.4, 1),
  }));
  const wave = (index: number, point: PlanePoint): number => {
    const { along, lengthM, phase } = waves[index] as (typeof waves)[number];
    return Math.sin(((point.x * Math.cos(along) + point.y * Math.sin(along)) / lengthM) * Math.PI * 2 + phase);
  };
  const bendM = waves.map(({ lengthM, share }) => (lengthM / (Math.PI * 2)) * 0.3 * share);
  const baseM = random.range(15, 60);
  const reliefM = random.range(22, 42);
  const hillsM = random.range(2, 5);
  return {
    bend: (point) => ({
      x: point.x + (bendM[0] as number) * wave(0, point),
      y: point.y + (bendM[1] as number) * wave(1, point),
    }),
    elevationM: (point) => {
      const slope = Math.min(1, Math.max(0, point.y / Math.max(extentM, 1600) + 0.5));
      return baseM + reliefM * slope + hillsM * (wave(2, point) + wave(3, point));
    },
  };
}
