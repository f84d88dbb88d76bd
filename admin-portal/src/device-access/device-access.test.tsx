import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '../frame/notices';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { portalData } from '../test/portal-data';
import { renderInPortal } from '../test/render';
import { nameBody, payloadOf } from './device-access';
import { NamesPanel } from './names-panel';
import { OrdersPanel } from './orders-panel';

const names = [
  { id: 'n1', kind: 'token', name: null, createdAt: '2026-11-01T00:00:00.000Z', expiresAt: null },
  { id: 'n2', kind: 'eui', name: '70b3d57ed00000ab', createdAt: '2026-11-01T00:00:00.000Z', expiresAt: null },
];
const order = {
  id: 'o1',
  name: 'reboot',
  payload: {},
  state: 'proposed',
  detail: null,
  createdBy: 'anna',
  approvedBy: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  expiresAt: '2026-11-02T00:00:00.000Z',
};

describe('what a device is known by, and orders to it', () => {
  let calls: SeenCall[];
  let orders: { allowed: string[]; data: object[] };
  beforeEach(() => {
    orders = { allowed: ['reboot'], data: [order] };
    calls = fakeApi({
      'GET /api/v1/devices/d1/credentials': () => ({ body: { data: names } }),
      'POST /api/v1/devices/d1/credentials': () => ({ status: 201, body: { ...names[1], secret: 'c0ffee' } }),
      'DELETE /api/v1/devices/d1/credentials/n2': () => ({ status: 204 }),
      'GET /api/v1/devices/d1/commands': () => ({ body: orders }),
      'POST /api/v1/devices/d1/commands': () => ({ status: 201, body: order }),
      'POST /api/v1/devices/d1/commands/o1/approve': () => ({ body: { ...order, state: 'queued' } }),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = () =>
    renderInPortal(
      <>
        <NamesPanel deviceId="d1" zone={null} />
        <OrdersPanel deviceId="d1" zone={null} />
        <Notices />
      </>,
      { path: '/', dataProvider: portalData() },
    );
  const sent = (method: string, path: string) => calls.find((call) => call.method === method && call.path === path);

  it('lists names, adds one and shows its secret once', async () => {
    await open();
    expect(await screen.findByText('70b3d57ed00000ab')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Add a name or secret' }));
    const dialog = await screen.findByRole('dialog');
    const add = within(dialog).getByRole('button', { name: 'Add' }) as HTMLButtonElement;
    expect(add.disabled).toBe(true);
    fireEvent.change(within(dialog).getByRole('textbox', { name: /DevEUI/ }), {
      target: { value: '70B3D57ED00000AB' },
    });
    fireEvent.click(add);
    expect(await screen.findByText('c0ffee')).toBeTruthy();
    expect(sent('POST', '/api/v1/devices/d1/credentials')?.body).toEqual({ kind: 'eui', name: '70B3D57ED00000AB' });
  });

  it('asks before it takes a name away', async () => {
    await open();
    const row = (await screen.findByText('70b3d57ed00000ab')).closest('tr') as HTMLElement;
    fireEvent.click(within(row).getByRole('button', { name: 'Remove' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('LoRaWAN EUI 70b3d57ed00000ab');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('Removed')).toBeTruthy();
    expect(sent('DELETE', '/api/v1/devices/d1/credentials/n2')).toBeTruthy();
  });

  it('shows who has to approve an order, approves it, and refuses details that are no JSON', async () => {
    await open();
    expect(await screen.findByText('Waits for approval')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('Approved: it goes out')).toBeTruthy();
    expect(sent('POST', '/api/v1/devices/d1/commands/o1/approve')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Propose an order' }));
    const dialog = await screen.findByRole('dialog');
    const details = within(dialog).getByRole('textbox', { name: 'Details, JSON' });
    fireEvent.change(details, { target: { value: '{' } });
    expect((within(dialog).getByRole('button', { name: 'Propose' }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(details, { target: { value: '{"delayS": 5}' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Propose' }));
    expect(await screen.findByText(/Proposed: a second person/)).toBeTruthy();
    expect(sent('POST', '/api/v1/devices/d1/commands')?.body).toEqual({ name: 'reboot', payload: { delayS: 5 } });
  });

  it('shows all of an order to whoever has to approve it', async () => {
    orders.data = [{ ...order, name: 'set-interval', payload: { seconds: 5 } }];
    await open();
    const row = (await screen.findByText('set-interval')).closest('tr') as HTMLElement;
    expect(row.textContent).toContain('{"seconds":5}');
  });

  it('says when orders are switched off', async () => {
    orders = { allowed: [], data: [] };
    await open();
    expect(await screen.findByText(/DEVICE_COMMANDS/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Propose an order' })).toBeNull();
  });

  it('sends what each kind needs', () => {
    expect(nameBody({ kind: 'hmac', name: '', secret: '' })).toEqual({ kind: 'hmac' });
    expect(nameBody({ kind: 'psk', name: ' a ', secret: '00ff' })).toEqual({ kind: 'psk', name: 'a', secret: '00ff' });
    expect(nameBody({ kind: 'lorawan', name: 'e', secret: 'k' })).toEqual({
      kind: 'lorawan',
      name: 'e',
      keys: { appKey: 'k' },
    });
    expect(payloadOf('')).toEqual({});
    expect(payloadOf('[1]')).toBeNull();
  });
});
