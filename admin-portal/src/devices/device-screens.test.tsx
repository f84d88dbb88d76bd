import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal, type RenderOptions } from '../test/render';
import { DeviceCreate } from './device-form';
import { DeviceList } from './device-list';
import { DeviceShow } from './device-show';

vi.mock('../kit/mini-map', () => ({ MiniMap: ({ label }: { label: string }) => <div>{label}</div> }));

const device = {
  id: 'd1',
  municipalityId: sampleMunicipality.id,
  name: 'Logger 14',
  protocol: 'mqtt',
  status: 'active',
  location: null,
  lastSeenAt: new Date(Date.now() - 3_600_000).toISOString(),
  online: false,
  batteryPercent: 61,
  signalDbm: -97,
  firmware: '2.4.1',
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 3,
};
const counts = { stored: 40, duplicate: 2, conflict: 0, late: 1, quarantined: 3, refused: 5 };

describe('devices', () => {
  let calls: SeenCall[];
  beforeEach(() => {
    calls = fakeApi({
      'GET /api/v1/devices': () => pageOf(device),
      'GET /api/v1/devices/d1': () => ({ body: device }),
      'GET /api/v1/devices/d1/ledger': () => ({
        body: { totals: counts, data: [{ minute: new Date().toISOString(), ...counts }] },
      }),
      'GET /api/v1/codecs': () => pageOf(),
      'GET /api/v1/sensors': () => pageOf(),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'POST /api/v1/devices': ({ body }) =>
        (body as { name: string }).name === 'Taken'
          ? {
              status: 422,
              body: {
                title: 'Invalid',
                detail: 'Invalid',
                errors: [{ pointer: '/name', detail: 'must be unique here' }],
              },
            }
          : { status: 201, body: { ...device, id: 'd2', credential: { deviceId: 'd2', token: 'tok-SECRET' } } },
      'POST /api/v1/devices/d1/revoke-credentials': () => ({ status: 204 }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string, options: RenderOptions = {}) =>
    renderInPortal(
      <>
        <Routes>
          <Route path="/devices" element={<DeviceList />} />
          <Route path="/devices/create" element={<DeviceCreate />} />
          <Route path="/devices/:id/show" element={<DeviceShow />} />
        </Routes>
        <Notices />
      </>,
      { path, dataProvider: portalData(), ...options },
    );

  it('are listed with who is offline, and narrowed by the address', async () => {
    await open('/devices?online=false&q=logger');
    const row = (await screen.findByText('Logger 14')).closest('tr') as HTMLElement;
    expect(row.textContent).toContain('Offline');
    expect(row.textContent).toContain('61\u00a0%');
    const list = calls.find((call) => call.path === '/api/v1/devices');
    expect(Object.fromEntries(list?.query ?? [])).toMatchObject({ online: 'false', q: 'logger', sort: 'name' });
  });

  it('show what became of what they sent', async () => {
    await open('/devices/d1/show');
    const ledger = await screen.findByRole('table', { name: /Minutes in which/ });
    expect(ledger.textContent).toContain('40');
    expect(screen.getByText(/-97\sdBm/)).toBeInTheDocument();
  });

  it('show their credential once when they are made', async () => {
    await open('/devices/create');
    fireEvent.change(await screen.findByLabelText(/^Name/), { target: { value: 'Logger 15' } });
    fireEvent.mouseDown(screen.getByLabelText(/^Municipality/));
    fireEvent.click(await screen.findByText('Valmere'));
    fireEvent.click(screen.getByText('Create'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('Authorization: Bearer d2.tok-SECRET')).toBeInTheDocument();
    const made = calls.find((call) => call.method === 'POST');
    expect(made?.body).toMatchObject({ name: 'Logger 15', protocol: 'mqtt', municipalityId: sampleMunicipality.id });
    expect(made?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('put a fault of the server at its field', async () => {
    await open('/devices/create');
    fireEvent.change(await screen.findByLabelText(/^Name/), { target: { value: 'Taken' } });
    fireEvent.mouseDown(screen.getByLabelText(/^Municipality/));
    fireEvent.click(await screen.findByText('Valmere'));
    fireEvent.click(screen.getByText('Create'));
    expect(await screen.findByText('must be unique here')).toBeInTheDocument();
    expect(screen.getByLabelText(/^Name/)).toHaveAttribute('aria-invalid', 'true');
  });

  it('are cut off only after their name was typed', async () => {
    await open('/devices/d1/show');
    fireEvent.click(await screen.findByText('Credentials'));
    fireEvent.click(await screen.findByText('Revoke all credentials'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('Revoke')).toBeDisabled();
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'Logger 14' } });
    fireEvent.click(within(dialog).getByText('Revoke'));
    await waitFor(() => expect(calls.some((call) => call.path.endsWith('/revoke-credentials'))).toBe(true));
  });

  it('cannot be made or changed by a viewer', async () => {
    await open('/devices/d1/show', { me: { ...admin, rules: [{ action: 'read', subject: 'all' }] } });
    await screen.findByText('Logger 14');
    expect(screen.queryByText('Credentials')).toBeNull();
    expect(screen.queryByText('Edit')).toBeNull();
  });
});
