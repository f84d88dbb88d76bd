import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeApi } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal } from '../test/render';
import { MunicipalityList } from './municipality-list';

const region = { id: sampleMunicipality.regionId, name: 'West' };

function answer() {
  return fakeApi({
    'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
    'GET /api/v1/regions': () => pageOf(region),
    [`GET /api/v1/regions/${region.id}`]: () => ({ body: region }),
    'GET /api/v1/overview': () => ({ body: { municipalities: [] } }),
  });
}

describe('the list of municipalities', () => {
  it('names the region', async () => {
    answer();
    await renderInPortal(<MunicipalityList />, { dataProvider: portalData() });
    expect(await screen.findByRole('link', { name: 'West' })).toBeInTheDocument();
  });

  it("asks for no region on behalf of a municipality's people", async () => {
    const calls = answer();
    await renderInPortal(<MunicipalityList />, {
      dataProvider: portalData(),
      me: { ...admin, tenant: { id: sampleMunicipality.id, kind: 'municipality', name: 'Valmere' } },
    });
    expect(await screen.findByText('Atlantic/Azores')).toBeInTheDocument();
    // Shown once the rights are known.
    expect(await screen.findByRole('link', { name: 'New municipality' })).toBeInTheDocument();
    expect(screen.queryByText('Region')).not.toBeInTheDocument();
    expect(calls.some(({ path }) => path.startsWith('/api/v1/regions'))).toBe(false);
  });
});
