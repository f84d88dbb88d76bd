import { PresenceJob } from '@app/devices';
import { eventually } from '@app/testing';
import { Client } from 'pg';
import { Caller } from './harness/caller';
import { makeMunicipality } from './harness/nation';
import { type TestPlatform, startPlatform } from './harness/platform';

/** Real: platform, database, HTTP. Time is moved by changing when the device was last seen. */
describe('presence of a device without a connection', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startPlatform();
  });

  afterAll(() => platform?.close());

  it('is online once it has sent, and offline after missing its intervals', async () => {
    const { admin } = platform;
    const { id: municipalityId } = await makeMunicipality(admin);
    const device = await admin.make<{ id: string; credential: { token: string } }>('/devices', {
      municipalityId,
      name: 'Meter',
      protocol: 'http',
    });
    const sensor = {
      municipalityId,
      code: 'F-1',
      name: 'Flow',
      deviceId: device.id,
      quantity: 'flow',
      displayUnit: 'L/s',
    };
    await admin.make('/sensors', { ...sensor, intervalS: 600 });
    const online = async () => (await admin.get<{ online: boolean | null }>(`/devices/${device.id}`)).body.online;
    expect(await online()).toBeNull();

    const meter = new Caller(platform.url, `${device.id}.${device.credential.token}`);
    const sent = await meter.post('/telemetry', { sensor_id: 'F-1', value: 4.2, unit: 'L/s' });
    expect(sent.status).toBeLessThan(300);
    await eventually(async () => expect(await online()).toBe(true));

    const database = new Client({ connectionString: platform.database.superuserUrl });
    await database.connect();
    const quietFor = (text: string) => database.query(`update devices set last_seen_at = now() - $1::interval`, [text]);
    const job = platform.app.get(PresenceJob);
    await quietFor('29 minutes');
    await job.run();
    expect(await online()).toBe(true);
    await quietFor('31 minutes');
    await job.run();
    expect(await online()).toBe(false);
    await database.end();
  });
});
