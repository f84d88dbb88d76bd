import { eventually } from '@app/testing';
import type { Caller } from './harness/caller';
import { LiveClient } from './harness/live-client';
import { makeMunicipality, makeSensor } from './harness/nation';
import { type TestPlatform, startPlatform } from './harness/platform';

interface AlertBody {
  id: string;
  state: string;
  kind: string;
  priority: string;
  sensorCode: string;
  version: number;
}

/** One reading's whole way over real HTTP, PostgreSQL and WebSocket: stored, judged, raised, heard live, acknowledged, audited. */
describe('a reading becomes an alarm', () => {
  let platform: TestPlatform;
  let admin: Caller;

  beforeAll(async () => {
    platform = await startPlatform();
    admin = platform.admin;
  });

  afterAll(() => platform?.close());

  it('raises, tells, lets acknowledge and clears', async () => {
    const { id: municipalityId } = await makeMunicipality(admin);
    const { sensor } = await makeSensor(admin, municipalityId, 'SENSOR_001', { thresholds: { low: 200, high: 600 } });
    const live = await LiveClient.open(platform.url, admin.token);

    const stored = await admin.post<{ stored: number }>('/batch/readings', [
      { sensor_id: 'SENSOR_001', value: 3.5, unit: 'bar' },
    ]);
    expect(stored).toMatchObject({ status: 200, body: { stored: 1 } });
    await eventually(async () => {
      const { body } = await admin.get<{ latest: { value: number } | null }>(`/sensors/${sensor.id}`);
      expect(body.latest?.value).toBe(350);
    });

    await admin.post('/batch/readings', [{ sensor_id: 'SENSOR_001', value: 9.1, unit: 'bar' }]);
    const alert = await eventually(async () => {
      const { body } = await admin.get<{ data: AlertBody[] }>('/alerts?open=true&kind=threshold');
      const [found] = body.data;
      expect(found).toMatchObject({ state: 'active_unacked', kind: 'threshold', sensorCode: 'SENSOR_001' });
      return found as AlertBody;
    });
    await eventually(() => {
      expect(live.heard.some(({ type, data }) => type === 'alert' && data?.id === alert.id)).toBe(true);
      expect(live.heard.some(({ type }) => type === 'readings')).toBe(true);
    });

    expect((await admin.post(`/alerts/${alert.id}/acknowledge`, { comment: 'Seen' })).status).toBe(200);
    await admin.post('/batch/readings', [{ sensor_id: 'SENSOR_001', value: 3.6, unit: 'bar' }]);
    await eventually(async () => {
      const { body } = await admin.get<AlertBody>(`/alerts/${alert.id}`);
      expect(body.state).toBe('normal');
    });
    await eventually(() => {
      const states = live.heard
        .filter(({ type, data }) => type === 'alert' && data?.id === alert.id)
        .map(({ data }) => data?.state);
      expect(states.at(-1)).toBe('normal');
    });
    live.close();

    const { body: audit } = await admin.get<{ data: { action: string; objectId: string }[] }>(
      `/audit?objectId=${alert.id}`,
    );
    expect(audit.data.filter(({ objectId }) => objectId === alert.id)).toHaveLength(1);
  });
});
