import { type ResourceApp, resourceApp } from '@app/testing';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { Client } from 'pg';
import { DevicesModule, deviceEntities, hashToken } from '.';

describe('devices', () => {
  let api: ResourceApp;
  let owner: Client;
  let here: string;

  beforeAll(async () => {
    api = await resourceApp([MunicipalitiesModule, DevicesModule], [...municipalityEntities, ...deviceEntities]);
    owner = new Client({ connectionString: api.database.superuserUrl });
    await owner.connect();
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (await api.call('root', 'POST', '/municipalities', { code, name: code, regionId, center: { lon: 20, lat: 40 } }))
        .body.id;
    here = await make('HERE');
    api.person('here', 'integrator', here);
    api.person('there', 'integrator', await make('THERE'));
    api.person('viewer', 'viewer', here);
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  const credentials = async (device: string) =>
    (
      await owner.query<{ secret_hash: Buffer; expires_at: Date | null; revoked_at: Date | null }>(
        `select secret_hash, expires_at, revoked_at from device_credentials where device_id = $1 order by created_at, id`,
        [device],
      )
    ).rows;

  it('shows a credential once, stores only its hash, and never repeats it', async () => {
    const key = { 'idempotency-key': 'logger' };
    const draft = { name: 'Logger', location: { lon: 20, lat: 40 } };
    const made = await api.call('here', 'POST', '/devices', draft, key);
    expect(made.status).toBe(201);
    const { credential, id } = made.body;
    expect(credential).toEqual({ deviceId: id, token: expect.stringMatching(/^[\w-]{43}$/) });
    expect(made.body).toMatchObject({ protocol: 'mqtt', status: 'active', online: null, municipalityId: here });
    const stored = await credentials(id);
    expect(stored).toHaveLength(1);
    expect(stored[0]?.secret_hash).toEqual(hashToken(credential.token));
    expect(await api.call('here', 'GET', `/devices/${id}`)).not.toHaveProperty('body.credential');
    const again = await api.call('here', 'POST', '/devices', draft, key);
    expect(again).toMatchObject({ status: 409, body: { code: 'request.secret-shown', object: { id } } });
    const kept = await owner.query(
      `select 1 from idempotency_keys where response::text like $1 union all select 1 from audit_log where after::text like $1`,
      [`%${credential.token}%`],
    );
    expect(kept.rows).toEqual([]);
  });

  it('rotates with a day of overlap and revokes at once', async () => {
    const device = (await api.call('here', 'POST', '/devices', { name: 'Rotated' })).body;
    const rotated = await api.call('here', 'POST', `/devices/${device.id}/rotate-credential`);
    expect(rotated.status).toBe(200);
    expect(rotated.body.credential.token).not.toBe(device.credential.token);
    const [old, fresh] = await credentials(device.id);
    expect((old?.expires_at?.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(fresh).toMatchObject({ expires_at: null, revoked_at: null });
    await api.call('here', 'POST', `/devices/${device.id}/rotate-credential`);
    expect((await credentials(device.id))[0]?.expires_at).toEqual(old?.expires_at);
    expect((await api.call('here', 'POST', `/devices/${device.id}/revoke-credentials`)).status).toBe(204);
    expect((await credentials(device.id)).every(({ revoked_at: at }) => at !== null)).toBe(true);
    const { rows } = await owner.query(`select action from audit_log where object_id = $1 order by seq`, [device.id]);
    expect(rows.map(({ action }) => action)).toEqual([
      'create',
      'device.rotate-credential',
      'device.rotate-credential',
      'device.revoke-credentials',
    ]);
  });

  it('keeps devices from others and from those who may only look', async () => {
    const { id } = (await api.call('here', 'POST', '/devices', { name: 'Kept' })).body;
    for (const path of [`/devices/${id}/rotate-credential`, `/devices/${id}/revoke-credentials`]) {
      expect((await api.call('there', 'POST', path)).status).toBe(404);
      expect((await api.call('viewer', 'POST', path)).status).toBe(403);
    }
    expect((await api.call('viewer', 'GET', `/devices/${id}`)).status).toBe(200);
    expect((await api.call('there', 'GET', '/devices')).body.page.total).toBe(0);
  });

  it('filters and changes devices, and takes their credentials along when they go', async () => {
    const { id } = (await api.call('here', 'POST', '/devices', { name: 'Gone', protocol: 'http' })).body;
    expect((await api.call('here', 'GET', '/devices?protocol=http&status=active')).body.data).toMatchObject([{ id }]);
    expect((await api.call('here', 'GET', '/devices?online=true')).body.data).toEqual([]);
    const changed = await api.call('here', 'PATCH', `/devices/${id}`, { status: 'disabled' }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ status: 'disabled', version: 2 });
    expect((await api.call('here', 'DELETE', `/devices/${id}`, undefined, { 'if-match': '"2"' })).status).toBe(204);
    expect(await credentials(id)).toEqual([]);
  });
});
