import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Overview } from '../data/types';
import { admin, renderInPortal } from '../test/render';
import { fakeApi } from '../test/fake-api';
import { Frame } from './frame';

const overview: Overview = {
  figures: {
    sensorsTotal: 4,
    sensorsReporting: 4,
    alerts: { critical: 2, high: 0, medium: 1, low: 0 },
    unacknowledged: 1,
    devicesTotal: 1,
    devicesOnline: 1,
    readingsPerMinute: 4,
  },
  municipalities: [],
  alarmTrend: [],
  readingTrend: [],
};

beforeEach(() => {
  fakeApi({
    'GET /api/v1/overview': () => ({ body: overview }),
    'GET /api/v1/municipalities': () => ({ body: { data: [], page: { number: 1, size: 500, total: 0 } } }),
    'POST /api/v1/auth/totp': () => ({ body: { secret: 'ABC', uri: 'otpauth://totp/x' } }),
  });
});

describe('the frame', () => {
  it('offers only what the person may see', async () => {
    await renderInPortal(<Frame>page</Frame>, {
      me: { ...admin, rules: [{ action: 'read', subject: ['Sensor', 'Alert'] }] },
    });
    const rail = await screen.findByRole('navigation', { name: 'Main navigation' });
    expect(await within(rail).findByRole('link', { name: 'Live map' })).toBeInTheDocument();
    expect(within(rail).queryByRole('link', { name: 'Health' })).not.toBeInTheDocument();
    expect(within(rail).queryByText('Govern')).not.toBeInTheDocument();
  });

  it('offers regions only above the municipality, whatever the role says', async () => {
    const { unmount } = await renderInPortal(<Frame>page</Frame>);
    expect(await screen.findByRole('link', { name: 'Regions' })).toBeInTheDocument();
    unmount();
    await renderInPortal(<Frame>page</Frame>, { me: { ...admin, tenant: { ...admin.tenant, kind: 'municipality' } } });
    expect(await screen.findByRole('link', { name: 'Municipalities' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Regions' })).not.toBeInTheDocument();
  });

  it('counts alarms by priority and says so in words', async () => {
    await renderInPortal(<Frame>page</Frame>);
    expect(
      await screen.findByRole('link', { name: /^Active alarms\s*Critical\s*2\s*High\s*0\s*Medium\s*1\s*Low\s*0$/ }),
    ).toBeInTheDocument();
  });

  it('lets nothing happen before a given password is replaced', async () => {
    await renderInPortal(<Frame>page</Frame>, { me: { ...admin, mustChangePassword: true } });
    expect(await screen.findByRole('heading', { name: 'Choose your own password' })).toBeInTheDocument();
    expect(screen.queryByText('page')).not.toBeInTheDocument();
  });

  it('lets nothing happen before a required second factor is set up', async () => {
    await renderInPortal(<Frame>page</Frame>, { me: { ...admin, mfaRequired: true, mfaEnabled: false } });
    expect(await screen.findByRole('heading', { name: 'Protect your account' })).toBeInTheDocument();
    expect(await screen.findByText('ABC')).toBeInTheDocument();
    expect(screen.queryByText('page')).not.toBeInTheDocument();
  });
});
