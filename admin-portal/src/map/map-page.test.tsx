import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeApi } from '../test/fake-api';
import { stubLive } from '../test/live-stub';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { renderInPortal } from '../test/render';
import { MapPage } from './map-page';

// Drawing needs WebGL, which the test's browser has not.
vi.mock('./map-canvas', () => ({ MapCanvas: () => null }));

describe('the map page', () => {
  beforeEach(() => {
    stubLive();
  });

  const open = async (municipalities: (typeof sampleMunicipality)[]) => {
    fakeApi({
      'GET /api/v1/municipalities': () => pageOf(...municipalities),
      'GET /api/v1/overview': () => ({ body: { municipalities: [] } }),
      'GET /api/v1/alerts': () => pageOf(),
    });
    await renderInPortal(<MapPage />, {
      path: `/map?sel=municipality:${sampleMunicipality.id}`,
      dataProvider: portalData(),
    });
  };

  it('says how to begin while there is no municipality', async () => {
    await open([]);
    expect(await screen.findByText('No municipalities yet')).toBeInTheDocument();
    expect(screen.getByText(/Begin with one, then add its municipalities/)).toBeInTheDocument();
  });

  it('says nothing of the kind over a network', async () => {
    await open([sampleMunicipality]);
    expect(await screen.findByText('Valmere')).toBeInTheDocument();
    expect(screen.queryByText('No municipalities yet')).not.toBeInTheDocument();
  });
});
