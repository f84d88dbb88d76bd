import { describe, expect, it } from 'vitest';
import { fileName } from './download';
import { readGeometry } from './geometry-input';
import { isNarrowed, listStateFrom, searchWithList } from './list-state';

describe('the state of a list', () => {
  it('stands in the address, defaults left out', () => {
    const state = listStateFrom('?in=m&q=mill&state=critical,high&sort=-name&page=3', ['state'], 'name');
    expect(state).toEqual({
      q: 'mill',
      sort: { field: 'name', order: 'DESC' },
      page: 3,
      filters: { state: ['critical', 'high'] },
    });
    expect(isNarrowed(state)).toBe(true);
    const search = searchWithList('?in=m', state, 'name');
    expect(listStateFrom(search, ['state'], 'name')).toEqual(state);
    expect(
      searchWithList(search, { q: '', sort: { field: 'name', order: 'ASC' }, page: 1, filters: { state: [] } }, 'name'),
    ).toBe('?in=m');
  });

  it('survives nonsense', () => {
    expect(listStateFrom('?page=-4&sort=', [], 'code').page).toBe(1);
    expect(listStateFrom('', [], '-time').sort).toEqual({ field: 'time', order: 'DESC' });
  });
});

describe('GeoJSON that somebody pastes', () => {
  const polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  };

  it('is read as geometry, feature or collection', () => {
    expect(readGeometry(JSON.stringify(polygon), ['Polygon'])).toEqual(polygon);
    expect(readGeometry(JSON.stringify({ type: 'Feature', geometry: polygon, properties: {} }), ['Polygon'])).toEqual(
      polygon,
    );
    expect(
      readGeometry(JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon }] }), [
        'Polygon',
      ]),
    ).toEqual(polygon);
  });

  it('is refused when it is something else', () => {
    expect(readGeometry(JSON.stringify(polygon), ['Point'])).toBeNull();
    expect(readGeometry('{', ['Polygon'])).toBeNull();
    expect(readGeometry('{"type":"Feature","geometry":null}', ['Polygon'])).toBeNull();
    expect(readGeometry('null', ['Polygon'])).toBeNull();
  });
});

describe('a file’s name', () => {
  it('has nothing a file system refuses', () => {
    expect(fileName('P/14: Miller Street')).toBe('P-14-Miller-Street');
  });
});
