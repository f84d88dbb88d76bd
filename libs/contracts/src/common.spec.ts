import { z } from 'zod';
import { listQuery, oneOf } from './common';
import { areaSchema, geometrySchema } from './geometry';
import { newSensor } from './sensors';

describe('listQuery', () => {
  const query = listQuery(['name', 'code'], { kind: oneOf(z.enum(['a', 'b']), 'Kinds') });

  it('fills page and size, reads order and lists', () => {
    expect(query.parse({})).toEqual({ page: 1, pageSize: 25 });
    expect(query.parse({ sort: '-name,code', kind: 'a,b', pageSize: '1000' })).toMatchObject({
      sort: [
        { field: 'name', descending: true },
        { field: 'code', descending: false },
      ],
      kind: ['a', 'b'],
      pageSize: 1000,
    });
  });

  it.each([
    { page: '0' },
    { pageSize: '1001' },
    { sort: 'tenantId' },
    { sort: '' },
    { kind: 'c' },
    { kind: '' },
    { other: '1' },
  ])('refuses %j', (given) => {
    expect(query.safeParse(given).success).toBe(false);
  });
});

describe('geometry', () => {
  const ring = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];

  it.each([
    { type: 'Point', coordinates: [1, 2] },
    {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
    { type: 'Polygon', coordinates: [ring] },
    { type: 'MultiPolygon', coordinates: [[ring]] },
  ])('takes a $type', (geometry) => expect(geometrySchema.safeParse(geometry).success).toBe(true));

  it.each([
    { type: 'Point', coordinates: [181, 0] },
    { type: 'Point', coordinates: [0, 0, 5] },
    { type: 'Point', coordinates: [0, 0], crs: {} },
    { type: 'LineString', coordinates: [[0, 0]] },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      ],
    },
    { type: 'GeometryCollection', geometries: [] },
    {
      type: 'MultiPolygon',
      coordinates: Array.from({ length: 1_000 }, () => [Array.from({ length: 30 }, () => [0, 0])]),
    },
  ])('refuses what is not in order: %j', (geometry) => expect(geometrySchema.safeParse(geometry).success).toBe(false));

  it('asks for an area where a boundary is wanted', () => {
    expect(areaSchema.safeParse({ type: 'Point', coordinates: [1, 2] }).success).toBe(false);
  });
});

describe('newSensor', () => {
  it('points at the field that does not fit another one', () => {
    const parsed = newSensor.safeParse({
      code: 'S',
      name: 'S',
      quantity: 'flow',
      displayUnit: 'bar',
      rangeMin: 3,
      rangeMax: 2,
    });
    expect(parsed.error?.issues.map(({ path }) => path[0]).sort()).toEqual(['displayUnit', 'rangeMax']);
  });
});
