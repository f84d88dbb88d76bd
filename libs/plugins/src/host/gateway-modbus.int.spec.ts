import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { endProcess, eventually } from '@app/testing';
import { type GatewayApp, gatewayApp } from '../../test/gateway-app';
import { IngestHarness, type SeededDevice } from '../../../telemetry/test/ingest-harness';

jest.setTimeout(60_000);

/** Holding registers from 0: a float 12.5 in both word orders, -321, the bit 3, a counter; no register beyond 99. */
const SLAVE = `
import struct, sys
from pymodbus.server import StartTcpServer
from pymodbus.datastore import ModbusSequentialDataBlock, ModbusSlaveContext, ModbusServerContext
a, b = struct.unpack('>HH', struct.pack('>f', 12.5))
values = [a, b, b, a, struct.unpack('>H', struct.pack('>h', -321))[0], 8, 1, 1000] + [0] * 92
block = ModbusSequentialDataBlock(0, values)
coils = ModbusSequentialDataBlock(0, [1, 0, 1] + [0] * 97)
slave = ModbusSlaveContext(di=coils, co=coils, hr=block, ir=block, zero_mode=True)
StartTcpServer(context=ModbusServerContext(slaves={7: slave}, single=False), address=('127.0.0.1', int(sys.argv[1])), allow_reuse_address=True)
`;

/** Real: plugin host, PostgreSQL, pymodbus as the device; mbpoll writes to it as an engineer would. */
describe('telemetry by Modbus TCP', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let device: SeededDevice;
  let slave: ChildProcess;
  let port: number;

  beforeAll(async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    ({ port } = free.address() as AddressInfo);
    await new Promise((resolve) => free.close(resolve));
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant, 'modbus');
    const deviceId = device.id;
    await harness.sensor(tenant, 'LEVEL', { quantity: 'level', deviceId, channel: 'level', channelUnit: 'm' });
    await harness.sensor(tenant, 'SWAPPED', { quantity: 'level', deviceId, channel: 'swapped', channelUnit: 'm' });
    await harness.sensor(tenant, 'TEMPERATURE', { quantity: 'temperature', deviceId });
    await harness.sensor(tenant, 'PUMP', { quantity: 'percent', deviceId, channel: 'pump', channelUnit: '%' });
    await harness.sensor(tenant, 'VOLUME', { quantity: 'volume', deviceId, channel: 'volume', channelUnit: 'm3' });
    gateway = await gatewayApp(harness);
    const points = [
      { channel: 'level', address: 0, type: 'float32' },
      { channel: 'swapped', table: 'input', address: 2, type: 'float32', order: 'CDAB' },
      { channel: 'TEMPERATURE', address: 4, type: 'int16', scale: 0.1, unit: 'Cel' },
      { channel: 'pump', table: 'coil', address: 2, type: 'bit', scale: 100 },
      { channel: 'volume', address: 6, type: 'uint32' },
      { channel: 'nowhere', address: 5_000 },
    ];
    const target = { name: 'Well 4', host: '127.0.0.1', port, unit: 7, deviceId, pollS: 0.2, timeoutMs: 500, points };
    await gateway.host.addInstance({
      plugin: 'gateway-modbus',
      name: 'wells',
      config: { targets: [target], maxBackOffS: 1 },
    });
  });
  afterAll(async () => {
    await gateway?.app.close();
    if (slave !== undefined) await endProcess(slave);
    await harness?.close();
  });

  const health = async () => (await gateway.host.health())['gateway-modbus'];
  const latest = async () => {
    const rows = await harness.sql<{ code: string; value: number }>(
      `select distinct on (s.code) s.code, r.value from readings r join sensors s on s.number = r.sensor_id
       order by s.code, r.time desc`,
    );
    return Object.fromEntries(rows.map(({ code, value }) => [code, value]));
  };
  const counts = async () =>
    (await harness.sql<{ count: number }>('select count(*)::int as count from readings'))[0]?.count ?? 0;
  const startSlave = () => {
    slave = spawn('/usr/bin/python3', ['-c', SLAVE, String(port)], { stdio: 'ignore' });
  };

  it('says which target does not answer', async () => {
    await eventually(async () =>
      expect(await health()).toMatchObject({ status: 'degraded', reason: expect.stringContaining('Well 4') }),
    );
    expect(await counts()).toBe(0);
  });

  it('stores what the device holds once it answers, in the units of its channels', async () => {
    startSlave();
    await eventually(
      async () =>
        expect(await latest()).toEqual({ LEVEL: 12.5, SWAPPED: 12.5, TEMPERATURE: -32.1, PUMP: 100, VOLUME: 66_536 }),
      20_000,
    );
    expect((await health())?.reason).toMatch(/^Well 4: nowhere: illegal data address$/);
  });

  it('sees what another master writes', async () => {
    const written = spawn('mbpoll', `-m tcp -p ${port} -a 7 -t 4:float -B -r 1 -1 127.0.0.1 -- 4.75`.split(' '), {
      stdio: 'ignore',
    });
    await new Promise((resolve) => written.once('close', resolve));
    await eventually(async () => expect(await latest()).toMatchObject({ LEVEL: 4.75 }));
  });

  it('goes on after the device was away, and stores no reading twice', async () => {
    await endProcess(slave, 'SIGKILL');
    await eventually(async () => expect((await health())?.reason).not.toContain('nowhere'));
    const before = await counts();
    startSlave();
    await eventually(async () => expect(await counts()).toBeGreaterThan(before), 20_000);
    const doubled = await harness.sql(
      'select sensor_id, time from readings group by sensor_id, time having count(*) > 1',
    );
    expect(doubled).toEqual([]);
  });
});
