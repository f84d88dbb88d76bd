import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccountPage } from '../account/account-page';
import { ApiKeyList } from '../api-keys/api-key-list';
import { Notices } from '../frame/notices';
import { RoleEdit } from '../roles/role-form';
import { fakeApi, type SeenCall } from '../test/fake-api';
import '../test/patience';
import { pageOf, portalData, sampleMunicipality } from '../test/portal-data';
import { admin, renderInPortal } from '../test/render';
import { UserShow } from './user-show';

const user = {
  id: 'u2',
  username: 'omar',
  displayName: 'Omar Reyes',
  scopeId: sampleMunicipality.id,
  status: 'active',
  email: null,
  roles: ['operator'],
  locale: 'es',
  lastLoginAt: null,
  mfaEnabled: false,
  mustChangePassword: true,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 2,
};
const role = {
  id: 'ro1',
  scopeId: null,
  code: 'operator',
  name: 'Operator',
  description: 'Watches',
  builtIn: true,
  rules: [{ action: 'read', subject: ['Sensor', 'Alert'] }],
  mfaRequired: false,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 1,
};
const custom = { ...role, id: 'ro2', code: 'night', name: 'Night shift', builtIn: false };
const key = {
  id: 'k1',
  name: 'SCADA bridge',
  scopeId: null,
  role: 'operator',
  expiresAt: '2099-01-01T00:00:00.000Z',
  lastUsedAt: null,
  revokedAt: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 5,
};

describe('people, roles and keys', () => {
  let calls: SeenCall[];
  beforeEach(() => {
    calls = fakeApi({
      'GET /api/v1/users/u2': () => ({ body: user }),
      'POST /api/v1/users/u2/reset-password': () => ({ body: { oneTimePassword: 'lake-otter-piano' } }),
      'PATCH /api/v1/users/u2': ({ body }) => ({ body: { ...user, ...(body as object), version: 3 } }),
      'GET /api/v1/roles': () => pageOf(role, custom),
      'GET /api/v1/roles/ro1': () => ({ body: role }),
      'GET /api/v1/roles/ro2': () => ({ body: custom }),
      'PATCH /api/v1/roles/ro2': ({ body }) => ({ body: { ...custom, ...(body as object), version: 2 } }),
      'GET /api/v1/api-keys': () => pageOf(key),
      'DELETE /api/v1/api-keys/k1': () => ({ status: 204 }),
      'GET /api/v1/municipalities': () => pageOf(sampleMunicipality),
      'GET /api/v1/regions': () => pageOf(),
      'GET /api/v1/auth/sessions': () => ({
        body: {
          data: [
            {
              id: 'x1',
              createdAt: '2026-11-21T08:00:00.000Z',
              lastUsedAt: '2026-11-21T09:00:00.000Z',
              expiresAt: '2026-11-22T00:00:00.000Z',
              ip: '10.0.0.7',
              userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0',
              current: false,
            },
          ],
        },
      }),
      'DELETE /api/v1/auth/sessions/x1': () => ({ status: 204 }),
      'POST /api/v1/auth/totp': () => ({
        body: {
          secret: 'JBSWY3DPEHPK3PXP',
          uri: 'otpauth://totp/Hydrant:admin?secret=JBSWY3DPEHPK3PXP&issuer=Hydrant',
        },
      }),
      'POST /api/v1/auth/totp/confirm': ({ body }) =>
        (body as { code: string }).code === '123456'
          ? { body: { recoveryCodes: ['aaaa-1111', 'bbbb-2222'] } }
          : { status: 422, body: { detail: 'The code is wrong or too old.' } },
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = (path: string, me = admin) =>
    renderInPortal(
      <>
        <Routes>
          <Route path="/users/:id/show" element={<UserShow />} />
          <Route path="/roles/:id" element={<RoleEdit />} />
          <Route path="/api-keys" element={<ApiKeyList />} />
          <Route path="/account" element={<AccountPage />} />
          <Route path="*" element={null} />
        </Routes>
        <Notices />
      </>,
      { path, dataProvider: portalData(), me },
    );

  it('shows a reset password once', async () => {
    await open('/users/u2/show');
    fireEvent.click(await screen.findByLabelText('More actions'));
    fireEvent.click(await screen.findByText('Reset password'));
    fireEvent.click(within(await screen.findByRole('dialog')).getByText('Reset'));
    expect(await screen.findByText('lake-otter-piano')).toBeInTheDocument();
    fireEvent.click(screen.getByText('I have stored it'));
    await waitFor(() => expect(screen.queryByText('lake-otter-piano')).toBeNull());
  });

  it('disables a user by what was read', async () => {
    await open('/users/u2/show');
    fireEvent.click(await screen.findByLabelText('More actions'));
    fireEvent.click(await screen.findByText('Disable'));
    fireEvent.click(within(await screen.findByRole('dialog')).getByText('Disable'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PATCH')).toMatchObject({ body: { status: 'disabled' } }),
    );
    expect(calls.find((call) => call.method === 'PATCH')?.headers.get('if-match')).toBe('"2"');
  });

  it('lets only the second factor of a built-in role be changed', async () => {
    await open('/roles/ro1');
    expect(await screen.findByText(/come with the platform/)).toBeInTheDocument();
    expect(screen.queryByText('Add rule')).toBeNull();
  });

  it('edits the rules of a custom role', async () => {
    await open('/roles/ro2');
    fireEvent.change(await screen.findByLabelText(/Only when/), { target: { value: '{"kind":"dma"' } });
    expect(screen.getByText('This is not a JSON object')).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText(/Only when/), { target: { value: '{"kind":"dma"}' } });
    fireEvent.click(screen.getByText('Save changes'));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({
        rules: [{ action: ['read'], subject: ['Sensor', 'Alert'], conditions: { kind: 'dma' } }],
      }),
    );
  });

  it('revokes a key after its name was typed', async () => {
    await open('/api-keys');
    fireEvent.click(await screen.findByText('Revoke'));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'SCADA bridge' } });
    fireEvent.click(within(dialog).getByText('Revoke'));
    await waitFor(() => expect(calls.find((call) => call.method === 'DELETE')?.headers.get('if-match')).toBe('"5"'));
  });

  it('sets up a second factor with a code drawn here', async () => {
    await open('/account', { ...admin, mfaEnabled: false });
    fireEvent.click(await screen.findByText('Set up an authenticator app'));
    expect(await screen.findByRole('img', { name: /QR code/ })).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText(/^Code/), { target: { value: '000000' } });
    fireEvent.click(screen.getByText('Confirm'));
    expect(await screen.findByText('The code is wrong or too old.')).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText(/^Code/), { target: { value: '123456' } });
    fireEvent.click(screen.getByText('Confirm'));
    expect(await screen.findByText(/aaaa-1111/)).toBeInTheDocument();
  });

  it('ends another session of one’s own', async () => {
    await open('/account');
    expect(await screen.findByText('Firefox, Windows')).toBeInTheDocument();
    fireEvent.click(screen.getByText('End'));
    await waitFor(() => expect(calls.some((call) => call.method === 'DELETE' && call.path.endsWith('/x1'))).toBe(true));
  });
});
