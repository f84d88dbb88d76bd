import * as fc from 'fast-check';
import {
  createPlacer,
  drawingCentre,
  estimateMetresPerUnit,
  geodesicDirect,
  geodesicInverse,
  networkToAssets,
  parseInp,
  PlacementError,
} from './index';

const square = parseInp(
  [
    '[JUNCTIONS]\nA 10 5\nB 20 5\nlost 5\nfar 5\n[RESERVOIRS]\nR 60',
    '[PIPES]\nP1 R A 1000 300 130 ;material=DI, installed=1962, name=Harbour street\nA A B 2000 200 130\nP3 B lost 10 100 100',
    '[PUMPS]\nPU R B POWER 5\n[OPTIONS]\nUnits LPS',
    '[COORDINATES]\nR 0 0\nA 100 0\nB 100 200\n[VERTICES]\nA 100 50\nA 100 50',
  ].join('\n'),
);
const placement = { anchor: { lon: -25.7, lat: 37.8 }, anchorXY: { x: 0, y: 0 }, metresPerUnit: 10, rotationDeg: 0 };

describe('geodesics', () => {
  it('agree with the published line from Flinders Peak to Buninyong (GRS 80, 54972.271 m, 306 52 05.37)', () => {
    const from = { lon: 144 + 25 / 60 + 29.5244 / 3600, lat: -(37 + 57 / 60 + 3.7203 / 3600) };
    const to = { lon: 143 + 55 / 60 + 35.3839 / 3600, lat: -(37 + 39 / 60 + 10.1561 / 3600) };
    const line = geodesicInverse(from, to);
    expect(line?.distanceM).toBeCloseTo(54_972.271, 3);
    expect(line?.azimuthDeg).toBeCloseTo(306 + 52 / 60 + 5.37 / 3600, 5);
    const end = geodesicDirect(from, line?.azimuthDeg ?? 0, line?.distanceM ?? 0);
    expect(end.lon).toBeCloseTo(to.lon, 9);
    expect(end.lat).toBeCloseTo(to.lat, 9);
  });

  it('give a degree of latitude at the equator its 110574 m', () => {
    expect(geodesicInverse({ lon: 0, lat: 0 }, { lon: 0, lat: 1 })?.distanceM).toBeCloseTo(110_574.389, 2);
  });

  it('answer null for opposite points, where the series does not converge', () => {
    expect(geodesicInverse({ lon: 0, lat: 0 }, { lon: 179.7, lat: 0.5 })).toBeNull();
  });
});

describe('createPlacer', () => {
  it('comes back to the same drawing point', () => {
    const coordinate = fc.double({ min: -3000, max: 3000, noNaN: true });
    const rotation = fc.double({ min: -720, max: 720, noNaN: true });
    fc.assert(
      fc.property(
        coordinate,
        coordinate,
        rotation,
        fc.double({ min: -70, max: 70, noNaN: true }),
        (x, y, rotationDeg, lat) => {
          const placer = createPlacer(square, { ...placement, rotationDeg, anchor: { lon: -25, lat } });
          const back = placer.toDrawing(placer.toLonLat({ x, y }));
          expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(1e-5);
        },
      ),
    );
  });

  it('keeps distances within 50 km to better than 0.1 %', () => {
    const coordinate = fc.double({ min: -2500, max: 2500, noNaN: true });
    const placer = createPlacer(square, { ...placement, rotationDeg: 33 });
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (x1, y1, x2, y2) => {
        const drawnM = Math.hypot(x2 - x1, y2 - y1) * 10;
        fc.pre(drawnM > 10);
        const line = geodesicInverse(placer.toLonLat({ x: x1, y: y1 }), placer.toLonLat({ x: x2, y: y2 }));
        expect(Math.abs((line?.distanceM ?? 0) / drawnM - 1)).toBeLessThan(0.001);
      }),
    );
  });

  it('turns clockwise: with 90 degrees the y axis of the drawing points east', () => {
    const place = createPlacer(square, { ...placement, rotationDeg: 90 }).toLonLat({ x: 0, y: 100 });
    expect(place.lon).toBeGreaterThan(-25.7 + 0.01);
    expect(place.lat).toBeCloseTo(37.8, 5);
  });

  it('anchors the centre of the nodes when no drawing point is named', () => {
    const { anchorXY: _, ...centred } = placement;
    const place = createPlacer(square, centred).toLonLat({ x: 200 / 3, y: 200 / 3 });
    expect(place).toEqual(placement.anchor);
  });

  it.each([
    [{ ...placement, metresPerUnit: 0 }, 'metresPerUnit'],
    [{ ...placement, metresPerUnit: Number.NaN }, 'metresPerUnit'],
    [{ ...placement, rotationDeg: Number.POSITIVE_INFINITY }, 'rotationDeg'],
    [{ ...placement, anchor: { lon: 200, lat: 0 } }, 'anchor'],
    [{ ...placement, metresPerUnit: 1e5 }, 'km from the anchor'],
  ])('refuses a placement that cannot be meant: %#', (bad, word) => {
    expect(() => networkToAssets(square, bad)).toThrow(PlacementError);
    expect(() => networkToAssets(square, bad)).toThrow(word);
  });

  it('lays a network without coordinates out as a grid', () => {
    const bare = parseInp('[JUNCTIONS]\nA 1\nB 1\n[PIPES]\nP A B 10 100 100');
    const { assets, warnings } = networkToAssets(bare, {
      anchor: { lon: 5, lat: 9 },
      metresPerUnit: 1,
      rotationDeg: 0,
    });
    expect(new Set(assets.map(({ geometry }) => JSON.stringify(geometry.coordinates))).size).toBe(3);
    expect(warnings).toEqual([expect.stringContaining('2 nodes have no coordinates and no placed neighbour')]);
    expect(() => drawingCentre(bare)).toThrow('[COORDINATES]');
    expect(estimateMetresPerUnit(bare)).toBeNull();
  });
});

describe('networkToAssets', () => {
  const { assets, warnings, bounds } = networkToAssets(square, placement);
  const byCode = new Map(assets.map((asset) => [asset.code, asset]));

  it('keeps ids as codes and tells apart a node and a link of the same id', () => {
    expect([...byCode.keys()].sort()).toEqual(
      ['B', 'P1', 'P3', 'PU', 'R', 'far', 'junction-A', 'lost', 'pipe-A'].sort(),
    );
  });

  it('reads material, day of laying and name from the remark', () => {
    expect(byCode.get('P1')).toMatchObject({
      name: 'Harbour street',
      class: 'pipe',
      material: 'ductile iron',
      installedOn: '1962-01-01',
      lengthM: 1000,
      diameterMm: 300,
    });
  });

  it('draws links along their bends without doubled points', () => {
    const geometry = byCode.get('pipe-A')?.geometry;
    expect(geometry?.type).toBe('LineString');
    expect(geometry?.coordinates).toHaveLength(3);
  });

  it('puts a node without coordinates beside its neighbour and the others on a grid', () => {
    expect(byCode.get('lost')?.geometry.coordinates[1]).toBeCloseTo(
      (byCode.get('B')?.geometry.coordinates[1] as number) + 0.0001,
      6,
    );
    expect(warnings).toEqual([
      expect.stringContaining('1 nodes have no coordinates'),
      expect.stringContaining('laid out as a grid'),
    ]);
  });

  it('bounds all assets', () => {
    expect(bounds[0]).toBeCloseTo(-25.7005, 6);
    expect(bounds[1]).toBeCloseTo(37.7995, 6);
    expect(bounds[3]).toBeCloseTo(37.8181, 3);
  });

  it('finds the scale of the drawing from the pipe lengths', () => {
    expect(estimateMetresPerUnit(square)).toBeCloseTo(10, 6);
  });
});
