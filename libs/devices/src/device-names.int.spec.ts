import { abilityFrom, builtInRole } from '@app/access';
import { uuidv7 } from '@app/kernel';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { TenantTree } from '@app/tenancy';
import { type ResourceApp, eventually, resourceApp } from '@app/testing';
import { Client } from 'pg';
import { DeviceCommands, DeviceCommandsModule, DevicesModule, deviceEntities } from '.';
import { DeviceCommandService } from './commands/device-command.service';
import { CommandExpiryJob } from './commands/command-expiry.job';
import { DevicesJobsModule } from './devices.module';

/** Real: HTTP, access rules, PostgreSQL. Not real: sign-in. */
describe('names, secrets and orders of devices', () => {
  let api: ResourceApp;
  let owner: Client;
  let there: string;
  let here: string;
  let deviceId: string;

  beforeAll(async () => {
    api = await resourceApp(
      [MunicipalitiesModule, DevicesModule, DevicesJobsModule, DeviceCommandsModule],
      [...municipalityEntities, ...deviceEntities],
      { DEVICE_COMMANDS: 'reboot,set-interval' },
    );
    owner = new Client({ connectionString: api.database.superuserUrl });
    await owner.connect();
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (await api.call('root', 'POST', '/municipalities', { code, name: code, regionId, center: { lon: 20, lat: 40 } }))
        .body.id;
    here = await make('HERE');
    api.person('here', 'integrator', here);
    api.person('colleague', 'integrator', here);
    there = await make('THERE');
    api.person('there', 'integrator', there);
    deviceId = (await api.call('here', 'POST', '/devices', { name: 'Logger' })).body.id;
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  const names = (body: unknown, who = 'here', device = deviceId) =>
    api.call(who, 'POST', `/devices/${device}/credentials`, body);

  it('writes a name in one form, and shows it with the tokens but without secrets', async () => {
    const eui = await names({ kind: 'eui', name: '70-B3-D5 7E:D0:00:00:AB' });
    expect(eui).toMatchObject({ status: 201, body: { kind: 'eui', name: '70b3d57ed00000ab', secret: null } });
    const hmac = await names({ kind: 'hmac' });
    expect(hmac.body).toMatchObject({ kind: 'hmac', name: deviceId, secret: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const list = await api.call('here', 'GET', `/devices/${deviceId}/credentials`);
    expect(list.body.data.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['eui', 'hmac', 'token']);
    expect(JSON.stringify(list.body)).not.toContain(hmac.body.secret);
  });

  it.each([
    { kind: 'eui', name: '70B3D57ED00000' },
    { kind: 'phone', name: '0671234567' },
    { kind: 'psk', secret: 'abcd' },
    { kind: 'sparkplug', name: 'group/#' },
    { kind: 'lorawan', name: '70b3d57ed00000ab', keys: { appKey: '00' } },
    { kind: 'token', name: 'x' },
  ])('refuses $kind that is not one', async (draft) => {
    expect((await names(draft)).status).toBe(422);
  });

  it('gives a name to one device of the nation, and again once it is free', async () => {
    const phone = { kind: 'phone', name: '+355 67 123 4567' };
    const mine = await names(phone);
    expect(mine.body.name).toBe('+355671234567');
    const theirs = (await api.call('there', 'POST', '/devices', { name: 'Other' })).body.id;
    expect(await names(phone, 'there', theirs)).toMatchObject({ status: 409, body: { code: 'device.name-taken' } });
    expect((await api.call('there', 'DELETE', `/devices/${deviceId}/credentials/${mine.body.id}`)).status).toBe(404);
    expect((await api.call('here', 'DELETE', `/devices/${deviceId}/credentials/${mine.body.id}`)).status).toBe(204);
    expect((await names(phone, 'there', theirs)).status).toBe(201);
  });

  const orders = (who: string, verb = '', body?: unknown) =>
    api.call(who, 'POST', `/devices/${deviceId}/commands${verb}`, body);

  it('sends an order only when it is allowed, approved by a second person, and once', async () => {
    expect(await orders('here', '', { name: 'open-valve' })).toMatchObject({
      status: 403,
      body: { code: 'command.not-allowed' },
    });
    const made = await orders('here', '', { name: 'reboot', payload: { delayS: 5 } });
    expect(made).toMatchObject({ status: 201, body: { state: 'proposed', approvedBy: null } });
    const queue = api.app.get(DeviceCommands, { strict: false });
    const heard: string[] = [];
    const end = queue.onQueued(['mqtt'], (ids) => heard.push(...ids));
    expect(await queue.take(deviceId, 10)).toEqual([]);
    expect(await orders('here', `/${made.body.id}/approve`)).toMatchObject({
      status: 403,
      body: { code: 'command.same-person' },
    });
    expect(await orders('there', `/${made.body.id}/approve`)).toMatchObject({ status: 404 });
    expect(await orders('colleague', `/${made.body.id}/approve`)).toMatchObject({
      status: 200,
      body: { state: 'queued' },
    });
    await eventually(() => expect(heard).toContain(deviceId));
    const [first, second] = await Promise.all([queue.take(deviceId, 10), queue.take(deviceId, 10)]);
    expect([...first, ...second]).toMatchObject([{ id: made.body.id, name: 'reboot', payload: { delayS: 5 } }]);
    await queue.settle(made.body.id, 'sent');
    expect(await orders('here', `/${made.body.id}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'command.too-late' },
    });
    const elsewhere = api.app.get(TenantTree, { strict: false }).idOf(there) as number;
    await queue.settle(made.body.id, 'failed', 'Said in another municipality', { area: elsewhere });
    const home = api.app.get(TenantTree, { strict: false }).idOf(here) as number;
    await queue.settle(made.body.id, 'acknowledged', 'Done', { area: home });
    await queue.settle(made.body.id, 'failed', 'Too late to fail');
    const list = await api.call('here', 'GET', `/devices/${deviceId}/commands`);
    expect(list.body).toMatchObject({
      allowed: ['reboot', 'set-interval'],
      data: [{ state: 'acknowledged', detail: 'Done' }],
    });
    end();
  });

  it('takes no order from a key, and none that is not allowed any more', async () => {
    const service = api.app.get(DeviceCommandService, { strict: false });
    const tree = api.app.get(TenantTree, { strict: false });
    const tenantId = tree.idOf(here) as number;
    const ability = abilityFrom(builtInRole('integrator')?.rules ?? [], { userId: '', tenants: [tenantId] });
    const key = {
      kind: 'apiKey',
      id: uuidv7(),
      name: 'key',
      tenantId,
      tenants: [tenantId],
      roles: [],
      ability,
    } as const;
    const draft = { name: 'reboot', payload: {}, validMinutes: 5 };
    await expect(service.propose({ ...key, tenants: [tenantId], roles: [] }, deviceId, draft)).rejects.toMatchObject({
      code: 'command.person-needed',
    });
    const made = await orders('here', '', { name: 'reboot' });
    await expect(
      service.approve({ ...key, tenants: [tenantId], roles: [] }, deviceId, made.body.id),
    ).rejects.toMatchObject({ code: 'command.person-needed' });
    await owner.query(`update device_commands set name = 'open-valve' where id = $1`, [made.body.id]);
    expect(await orders('colleague', `/${made.body.id}/approve`)).toMatchObject({
      status: 403,
      body: { code: 'command.not-allowed' },
    });
    expect((await orders('here', `/${made.body.id}/cancel`)).status).toBe(200);
  });

  it('cancels no order that a gateway is bringing to the device', async () => {
    const made = await orders('here', '', { name: 'reboot' });
    await orders('colleague', `/${made.body.id}/approve`);
    const queue = api.app.get(DeviceCommands, { strict: false });
    expect(await queue.take(deviceId, 10)).toMatchObject([{ id: made.body.id }]);
    const cancel = () => orders('here', `/${made.body.id}/cancel`);
    expect(await cancel()).toMatchObject({ status: 409, body: { code: 'command.being-carried' } });
    await owner.query(`update device_commands set taken_until = now() where id = $1`, [made.body.id]);
    expect((await cancel()).status).toBe(200);
  });

  it('gives no order after its time, and says so', async () => {
    const made = await orders('here', '', { name: 'set-interval', validMinutes: 1 });
    await orders('colleague', `/${made.body.id}/approve`);
    await owner.query(`update device_commands set expires_at = now() - interval '1 s' where id = $1`, [made.body.id]);
    const queue = api.app.get(DeviceCommands, { strict: false });
    expect(await queue.take(deviceId, 10)).toEqual([]);
    await api.app.get(CommandExpiryJob, { strict: false }).run();
    const list = await api.call('here', 'GET', `/devices/${deviceId}/commands`);
    expect(list.body.data[0]).toMatchObject({ id: made.body.id, state: 'expired' });
  });
});
