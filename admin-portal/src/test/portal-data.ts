import { byCursor, byIds, pathOf } from '../app/screens';
import { buildDataProvider } from '../data/data-provider';
import type { Municipality } from '../data/types';

/** The portal's own data provider, over whatever `fetch` is (see `fakeApi`). */
export const portalData = () => buildDataProvider({ pathOf, byCursor, byIds });

/** A page of a list as the API answers it. */
export const pageOf = <T>(...data: T[]) => ({ body: { data, page: { number: 1, size: 25, total: data.length } } });

/** Municipality of the samples. */
export const sampleMunicipality: Municipality = {
  id: '01930000-0000-7000-8000-0000000000m1',
  regionId: '01930000-0000-7000-8000-0000000000r1',
  code: 'VAL',
  name: 'Valmere',
  population: 8200,
  timeZone: 'Atlantic/Azores',
  center: { lon: -27.2, lat: 38.6 },
  boundary: null,
  version: 1,
};
