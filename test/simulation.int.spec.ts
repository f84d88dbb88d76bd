import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { replay, simulate, simulatedProtocols, type ReplaySettings, type SimulationSettings } from '@app/simulation';
import { eventually } from '@app/testing';
import type { Caller } from './harness/caller';
import { makeMunicipality } from './harness/nation';
import { type TestPlatform, startPlatform } from './harness/platform';

interface List<T = { code: string }> {
  data: T[];
  page: { total: number };
}

/** The simulated country and replayed recordings against the whole platform: real HTTP, MQTT, PostgreSQL and detection. */
describe('simulation', () => {
  let platform: TestPlatform;
  let admin: Caller;
  let folder = '';
  let mqtt = '';
  let ports: Pick<SimulationSettings, 'tcp' | 'coap'>;

  beforeAll(async () => {
    platform = await startPlatform();
    admin = platform.admin;
    folder = await mkdtemp(join(tmpdir(), 'simulation-'));
    const health = await platform.plugins.health();
    const port = (plugin: string) => Number(health[plugin]?.details?.['port']);
    mqtt = `mqtt://127.0.0.1:${port('gateway-mqtt')}`;
    const host = '127.0.0.1';
    ports = { tcp: { host, port: port('gateway-tcp') }, coap: { host, port: port('gateway-coap') } };
  });

  afterAll(async () => {
    await platform?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const total = async (path: string): Promise<number> => (await admin.get<List>(path)).body.page.total;

  /** Runs the simulation until the check holds, then ends it in good order. @returns what it said */
  const simulated = async (check: () => Promise<void>): Promise<string[]> => {
    const said: string[] = [];
    const ending = new AbortController();
    const settings: SimulationSettings = {
      server: platform.url,
      mqtt,
      ...ports,
      protocols: simulatedProtocols,
      devices: null,
      habits: [],
      apiKey: admin.token ?? '',
      seed: 'spec',
      municipalities: 3,
      junctions: 60,
      speed: 1,
      intervalS: 1,
      incidentsPerHour: 60,
      historyDays: 1,
      stateFolder: folder,
      log: (line) => said.push(line),
    };
    const running = simulate(settings, ending.signal);
    try {
      await Promise.race([eventually(check, 90_000), running]);
    } finally {
      ending.abort(new Error('enough'));
      await running;
    }
    return said;
  };

  it('stands up a country, gives it a past, reports live by six protocols and raises real alarms', async () => {
    const said = await simulated(async () => {
      const { body } = await admin.get<List<{ kind: string }>>('/alerts?open=true&kind=threshold');
      expect(body.data.length).toBeGreaterThan(1);
      const devices = await admin.get<List<{ protocol: string; lastSeenAt: string | null }>>('/devices?pageSize=500');
      const seen = devices.body.data.filter(({ lastSeenAt }) => lastSeenAt !== null);
      expect(new Set(seen.map(({ protocol }) => protocol))).toEqual(new Set(simulatedProtocols));
      expect(seen.length).toBe(devices.body.data.length);
    });
    expect(said.join('\n')).toMatch(/3 regions, 3 municipalities/);
    expect(said.join('\n')).toMatch(/History: \d+ readings in .* 0 rejected/);
    expect(await total('/municipalities')).toBe(3);
    expect(await total('/zones?pageSize=1')).toBeGreaterThanOrEqual(6);
    expect(await total('/assets?class=pipe&pageSize=1')).toBeGreaterThan(200);
    const { body: pipes } =
      await admin.get<List<{ material: string | null; installedOn: string | null }>>('/assets?class=pipe');
    expect(pipes.data.every(({ material, installedOn }) => material !== null && installedOn !== null)).toBe(true);
    interface Sensor {
      id: string;
      quantity: string;
      assetId: string | null;
      latest: { value: number } | null;
      rangeMax: number;
    }
    const { body: sensors } = await admin.get<List<Sensor>>('/sensors?pageSize=500');
    expect(sensors.data.length).toBeGreaterThan(40);
    expect(
      sensors.data.every(
        ({ assetId, latest, rangeMax }) => assetId !== null && latest !== null && latest.value <= rangeMax,
      ),
    ).toBe(true);
    const level = sensors.data.find(({ quantity }) => quantity === 'level') as Sensor;
    const { body: series } = await admin.get<{ times: string[] }>(`/sensors/${level.id}/readings`);
    expect(series.times.length).toBeGreaterThan(80);
    expect(await total('/devices?online=true&pageSize=1')).toBeGreaterThan(0);
  }, 150_000);

  it('finds everything in its place at the second start', async () => {
    const before = await Promise.all(
      ['/devices', '/sensors', '/assets', '/zones'].map((path) => total(`${path}?pageSize=1`)),
    );
    const startedAt = new Date();
    const said = await simulated(async () => {
      const { body } = await admin.get<List<{ latest: { time: string } | null }>>('/sensors?pageSize=500');
      const fresh = body.data.filter(({ latest }) => new Date(latest?.time ?? 0) > startedAt);
      expect(fresh.length).toBeGreaterThan(body.data.length / 2);
    });
    expect(said.filter((line) => line.includes('stands'))).toEqual([]);
    expect(said.at(-1)).toMatch(/Stopped after [1-9]\d* acknowledged/);
    const after = await Promise.all(
      ['/devices', '/sensors', '/assets', '/zones'].map((path) => total(`${path}?pageSize=1`)),
    );
    expect(after).toEqual(before);
  }, 120_000);

  it('replays a recording by both ways, every reading once, and once more without harm', async () => {
    const { code } = await makeMunicipality(admin);
    const hours = Array.from({ length: 2200 }, (_, hour) => new Date(Date.UTC(2021, 9, 1) + hour * 3_600_000));
    const local = (time: Date): string => time.toLocaleString('sv-SE', { timeZone: 'Europe/Rome' }).slice(0, 16);
    const rows = hours.map(
      (time, index) =>
        `${local(time)},${(5 + Math.sin(index / 4)).toFixed(3)},${index % 50 === 0 ? '' : (20 + (index % 24)).toFixed(2)}`,
    );
    const path = join(folder, 'flows.csv.gz');
    await writeFile(path, gzipSync(`time,North,South\n${rows.join('\n')}\n`));
    const settings: ReplaySettings = {
      from: path,
      server: platform.url,
      mqtt,
      apiKey: admin.token,
      via: 'both',
      asLive: true,
      speed: null,
      sensors: null,
      create: true,
      municipality: code,
      prefix: 'FLOW-',
      quantity: 'flow',
      unit: 'L/s',
      timeZone: 'Europe/Rome',
      timeColumn: null,
      columns: null,
      long: null,
      decimalComma: false,
      log: () => undefined,
    };
    const first = await replay(settings, new AbortController().signal);
    expect(first).toMatchObject({
      rows: 2200,
      sent: 2200 + 2156,
      acknowledged: 4356,
      rejected: 0,
      gaps: 44,
      doubledRows: 2,
      skippedRows: 0,
      repeatedRows: 0,
    });
    expect(first.series.map(({ via }) => via)).toEqual(['mqtt', 'http']);
    expect((first.ledger?.stored ?? 0) + (first.ledger?.late ?? 0)).toBe(4356);
    const { body } = await admin.get<List<{ id: string; code: string }>>('/sensors?q=FLOW-North');
    const from = new Date(hours[0] as Date).getTime() + first.shiftMs - 1000;
    const range = `from=${new Date(from).toISOString()}&to=${new Date(Date.now() + 60_000).toISOString()}&points=5000`;
    const { body: series } = await admin.get<{ times: string[] }>(`/sensors/${body.data[0]?.id}/readings?${range}`);
    expect(series.times).toHaveLength(2200);
    const again = await replay(
      { ...settings, asLive: false, via: 'http', columns: ['North'] },
      new AbortController().signal,
    );
    expect(again.ledger?.quarantined).toBe(again.rejected);
    expect(again.sent).toBe(2200);
  }, 120_000);
});
