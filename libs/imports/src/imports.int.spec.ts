import { statSync, truncateSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { AssetsModule, assetEntities } from '@app/assets';
import { PartitionKeeper } from '@app/database';
import { DevicesModule, deviceEntities } from '@app/devices';
import { JobRunnerModule } from '@app/jobs';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { type ResourceApp, eventually, resourceApp } from '@app/testing';
import { Client } from 'pg';
import { ImportsHttpModule, ImportsJobsModule } from '.';
import { workbookOf } from '../test/workbook-of';
import { ImportFiles } from './import-files';

const long = {
  form: 'long',
  time: { column: 1 },
  sensorColumn: 0,
  valueColumn: 2,
  unitColumn: 3,
};

/** Real: the API, jobs, threads, PostgreSQL with row security, files. */
describe('imports', () => {
  let api: ResourceApp;
  let database: Client;
  let here: string;
  let there: string;
  let made = 0;

  beforeAll(async () => {
    api = await resourceApp(
      [
        MunicipalitiesModule,
        AssetsModule,
        DevicesModule,
        SensorsModule,
        ImportsHttpModule,
        ImportsJobsModule,
        JobRunnerModule,
      ],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    database = new Client({ connectionString: api.database.superuserUrl });
    await database.connect();
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const make = async (code: string) =>
      (await api.call('root', 'POST', '/municipalities', { code, name: code, regionId, center: { lon: 20, lat: 40 } }))
        .body.id;
    here = await make('HERE');
    there = await make('THERE');
    api.person('here', 'integrator', here);
    api.person('there', 'integrator', there);
    api.person('looker', 'viewer', here);
  }, 60_000);
  afterAll(async () => {
    await database.end();
    await api.close();
  });

  /** Sensors with codes of their own for each test. */
  const sensors = async (count: number, quantity = 'pressure', who = 'here'): Promise<string[]> => {
    const codes: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const code = `S-${(made += 1)}`;
      const answer = await api.call(who, 'POST', '/sensors', { code, name: code, quantity });
      expect(answer.status).toBe(201);
      codes.push(code);
    }
    return codes;
  };
  const upload = (content: Buffer | string, fileName = 'file.bin', who = 'here') =>
    api.call(who, 'POST', `/imports?fileName=${fileName}`, Buffer.from(content), {
      'content-type': 'application/octet-stream',
    });
  const mapped = async (content: Buffer | string, mapping: object, who = 'here'): Promise<string> => {
    const sent = await upload(content, 'file.bin', who);
    expect(sent.text).toContain('"state":"uploaded"');
    const answer = await api.call(who, 'PUT' as never, `/imports/${sent.body.id}/mapping`, mapping);
    expect(answer.text).toContain('"state":"mapped"');
    return sent.body.id;
  };
  const ended = (id: string, who = 'here') =>
    eventually(async () => {
      const { body } = await api.call(who, 'GET', `/imports/${id}`);
      expect(['finished', 'failed', 'cancelled']).toContain(body.state);
      return body;
    }, 30_000);
  const imported = async (content: Buffer | string, mapping: object, who = 'here') => {
    const id = await mapped(content, mapping, who);
    const started = await api.call(who, 'POST', `/imports/${id}/start`);
    expect(started.text).toContain('"state":"queued"');
    return ended(id, who);
  };
  const stored = async (code: string) => {
    const { rows } = await database.query<{ time: Date; value: number }>(
      `select r.time, r.value from readings r join sensors s on s.number = r.sensor_id where s.code = $1 order by r.time`,
      [code],
    );
    return rows.map(({ time, value }) => [time.toISOString(), value]);
  };
  const errorsOf = async (id: string) =>
    (await api.call('here', 'GET', `/imports/${id}/errors`)).text.trim().split('\r\n');

  it('stores a long table, by code and by id, with a unit column', async () => {
    const [a, b] = (await sensors(2)) as [string, string];
    const { id } = (await api.call('here', 'GET', `/sensors?q=${b}`)).body.data[0];
    const done = await imported(
      `sensor,time,value,unit\n${a},2024-01-02T03:04:05Z,1.5,bar\n${id},2024-01-02T03:04:05+02:00,200,kPa\n`,
      long,
    );
    expect(done).toMatchObject({
      state: 'finished',
      progress: { rows: 2, stored: 2, duplicates: 0, conflicts: 0, rejected: 0, percent: 100 },
    });
    expect(await stored(a)).toEqual([['2024-01-02T03:04:05.000Z', 150]]);
    expect(await stored(b)).toEqual([['2024-01-02T01:04:05.000Z', 200]]);
  });

  it.each(['csv', 'ndjson', 'xlsx'] as const)('reads %s, also packed', async (format) => {
    const codes = (await sensors(2)) as [string, string];
    const times = ['2024-05-01T00:00:00Z', '2024-05-01T00:05:00Z'];
    const rows = codes.flatMap((code, sensor) => times.map((time, n) => [code, time, sensor * 10 + n + 0.5] as const));
    const contents = {
      csv: `sensor;time;value\n${rows.map((row) => row.join(';').replace('.', ',')).join('\n')}`,
      ndjson: rows.map(([sensor, time, value]) => JSON.stringify({ sensor, time, value })).join('\n'),
      xlsx: workbookOf([['sensor', 'time', 'value'], ...rows]),
    };
    const content = Buffer.from(contents[format]);
    const first = await upload(content);
    expect(first.body.detected).toMatchObject({
      format,
      compressed: false,
      form: 'long',
      timeColumn: 1,
      timeFormat: 'iso',
      timeHasOffset: true,
      sensorColumn: 0,
      valueColumn: 2,
      headerRows: format === 'ndjson' ? 0 : 1,
      ...(format === 'csv' && { delimiter: ';', decimal: ',' }),
    });
    const mapping = { form: 'long', time: { column: 1 }, sensorColumn: 0, valueColumn: 2, unit: 'canonical' };
    const csv = format === 'csv' && { delimiter: ';', decimal: ',' };
    const plain = await imported(content, { ...mapping, ...csv });
    expect(plain).toMatchObject({ state: 'finished', progress: { stored: 4, rejected: 0 } });
    expect(await stored(codes[1])).toEqual([
      ['2024-05-01T00:00:00.000Z', 10.5],
      ['2024-05-01T00:05:00.000Z', 11.5],
    ]);
    const packed = await imported(gzipSync(content), { ...mapping, ...csv });
    expect(packed).toMatchObject({ detected: { format, compressed: true }, progress: { stored: 0, duplicates: 4 } });
  });

  it('keeps what was there and tells of the contradiction', async () => {
    const [a] = (await sensors(1)) as [string];
    const table = (values: number[]) =>
      `sensor,time,value,unit\n${values.map((value, n) => `${a},2024-02-01T00:0${n}:00Z,${value},kPa\n`).join('')}`;
    await imported(table([1, 2]), long);
    const done = await imported(table([1, 7, 3, 4]), long);
    expect(done.progress).toMatchObject({ rows: 4, stored: 2, duplicates: 1, conflicts: 1, errors: { conflict: 1 } });
    expect((await stored(a)).map(([, value]) => value)).toEqual([1, 2, 3, 4]);
    const lines = await errorsOf(done.id);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^3,,,conflict,/);
  });

  it('reads wall times in their zone, both rounds of the doubled hour', async () => {
    const [a, b] = (await sensors(2)) as [string, string];
    const rows = ['01:30', '02:00', '02:30', '02:00', '02:30', '03:00'].map((time, n) => `31.10.2021 ${time};${n};`);
    const done = await imported(`Zeit;p1;p2\n${rows.join('\n')}\n28.03.2021 02:30;9;9\n`, {
      form: 'wide',
      delimiter: ';',
      decimal: ',',
      time: { column: 0, format: 'day-first', timeZone: 'Europe/Rome' },
      columns: [
        { column: 1, sensor: a, unit: 'kPa' },
        { column: 2, sensor: b, unit: 'bar' },
      ],
    });
    expect(done.progress).toMatchObject({
      rows: 7,
      stored: 6,
      doubledHours: 4,
      missing: 6,
      errors: { missing_hour: 1 },
    });
    expect((await stored(a)).map(([time]) => (time as string).slice(11, 16))).toEqual([
      '23:30',
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '02:00',
    ]);
  });

  it('asks for the zone when times carry no offset', async () => {
    const { body } = await upload('sensor,time,value\nX,2024-01-01 00:00,1\n');
    const answer = await api.call('here', 'PUT' as never, `/imports/${body.id}/mapping`, {
      ...long,
      unitColumn: null,
      unit: 'kPa',
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/time/timeZone' })]);
  });

  it('tries without storing, and names what it does not know', async () => {
    const [a] = (await sensors(1)) as [string];
    const id = await mapped(
      `sensor,time,value,unit\n${a},2024-03-01T00:00:00Z,1,kPa\nNOBODY,2024-03-01T00:00:00Z,1,kPa\n${a},so\0on,1,kPa\n${a},2024-03-01T00:01:00Z,=1+1,kPa\n${a},2024-03-01T00:02:00Z,1,m3\n`,
      long,
    );
    const { body } = await api.call('here', 'POST', `/imports/${id}/dry-run`);
    expect(body.dryRun).toMatchObject({
      complete: true,
      rows: 5,
      estimatedRows: 5,
      readings: 1,
      sensors: 1,
      unknownSensors: ['NOBODY'],
      errors: { unknown_sensor: 1, bad_time: 1, bad_value: 1, wrong_unit: 1 },
      preview: [{ row: 2, sensorCode: a, time: '2024-03-01T00:00:00.000Z', value: 1, unit: 'kPa' }],
    });
    expect(await stored(a)).toEqual([]);
    await api.call('here', 'POST', `/imports/${id}/start`);
    await ended(id);
    const lines = await errorsOf(id);
    expect(lines).toHaveLength(5);
    expect(lines[3]).toMatch(/^5,value,"'=1\+1",bad_value,/);
  });

  it('goes no further than the sender may see', async () => {
    const [own] = (await sensors(1)) as [string];
    const [foreign] = (await sensors(1, 'pressure', 'there')) as [string];
    const table = `sensor,time,value,unit\n${own},2024-04-01T00:00:00Z,1,kPa\n${foreign},2024-04-01T00:00:00Z,1,kPa\n`;
    const done = await imported(table, long);
    expect(done.progress).toMatchObject({ stored: 1, errors: { unknown_sensor: 1 } });
    expect(await stored(foreign)).toEqual([]);
    expect((await api.call('there', 'GET', `/imports/${done.id}`)).status).toBe(404);
    expect((await api.call('there', 'GET', '/imports')).body.data).toEqual([]);
    expect((await api.call('looker', 'GET', '/imports')).status).toBe(403);
    const same = { code: own, name: own, quantity: 'pressure' };
    await api.call('there', 'POST', '/sensors', same);
    const national = await imported(table, long, 'root');
    expect(national.progress).toMatchObject({ errors: { ambiguous_sensor: 1 }, stored: 1 });
  });

  it('raises nothing, and leaves the ledger and the log of batches alone', async () => {
    const [a] = (await sensors(1)) as [string];
    const { rows: before } = await database.query(`select sum(head)::text as head from ingest_heads`);
    await imported(`sensor,time,value,unit\n${a},1999-04-01T00:00:00Z,1,kPa\n`, long);
    const { rows: after } = await database.query(`select sum(head)::text as head from ingest_heads`);
    expect(after).toEqual(before);
    const { rows: kept } = await database.query(`select day::text from readings_kept_days`);
    expect(kept).toContainEqual({ day: '1999-04-01' });
    // The retention drops what is older, but not what somebody imported on purpose.
    const keeper = api.app.get(PartitionKeeper);
    await keeper.ensure(Date.UTC(1999, 3, 2), Date.UTC(1999, 3, 2));
    expect(await keeper.dropBefore(Date.UTC(2000, 0, 1))).toEqual(['readings_19990402']);
    expect(await stored(a)).toHaveLength(1);
  });

  it('shows a later reading of a sensor that has reported, and nothing of one that has not', async () => {
    const [a, b] = (await sensors(2)) as [string, string];
    await database.query(
      `insert into sensor_latest (tenant_id, sensor_id, time, value, quality, received_at)
       select tenant_id, number, '2024-07-01T00:30:00Z', 1, 0, '2024-07-01T00:30:01Z' from sensors where code = $1`,
      [a],
    );
    const rows = ['00:00', '01:00'].flatMap((time, n) =>
      [a, b].map((code) => `${code},2024-07-01T${time}Z,${n + 5},kPa`),
    );
    await imported(`sensor,time,value,unit\n${rows.join('\n')}\n`, long);
    const { rows: latest } = await database.query(
      `select s.code, l.time, l.value, l.received_at from sensor_latest l join sensors s on s.number = l.sensor_id
       where s.code in ($1, $2)`,
      [a, b],
    );
    expect(latest).toEqual([
      { code: a, time: new Date('2024-07-01T01:00:00Z'), value: 6, received_at: new Date('2024-07-01T00:30:01Z') },
    ]);
  });

  it('ends when asked, and goes on when asked', async () => {
    const [a] = (await sensors(1)) as [string];
    const id = await mapped(`sensor,time,value,unit\n${a},2024-08-01T00:00:00Z,1,kPa\n`, long);
    expect((await api.call('here', 'POST', `/imports/${id}/cancel`)).body.code).toBe('import.wrong-state');
    await database.query(`update imports set state = 'cancelled' where id = $1`, [id]);
    expect((await api.call('here', 'POST', `/imports/${id}/start`)).status).toBe(200);
    expect(await ended(id)).toMatchObject({ state: 'finished', progress: { stored: 1 } });
    expect((await api.call('here', 'POST', `/imports/${id}/start`)).status).toBe(409);
  });

  it('takes a file in parts, and goes on after a break', async () => {
    const [a] = (await sensors(1)) as [string];
    const content = Buffer.from(`sensor,time,value,unit\n${a},2024-06-01T00:00:00Z,1,kPa\n`);
    const first = await api.call(
      'here',
      'POST',
      `/imports?fileName=x&size=${content.length}`,
      content.subarray(0, 20),
      {
        'content-type': 'application/octet-stream',
      },
    );
    expect(first.body).toMatchObject({ state: 'uploading', receivedBytes: 20, sizeBytes: content.length });
    const next = (offset: number, part: Buffer) =>
      api.call('here', 'POST', `/imports/${first.body.id}/content?offset=${offset}`, part, {
        'content-type': 'application/octet-stream',
      });
    expect((await next(10, content.subarray(10))).body).toMatchObject({ status: 409, receivedBytes: 20 });
    expect((await next(20, content.subarray(20))).body).toMatchObject({
      state: 'uploaded',
      receivedBytes: content.length,
    });
  });

  it('takes the same part once, though it is sent several times at once', async () => {
    const content = Buffer.from('sensor,time,value,unit\nX,2024-06-01T00:00:00Z,1,kPa\n');
    const type = { 'content-type': 'application/octet-stream' };
    const path = `/imports?fileName=x&size=${content.length}`;
    const { body } = await api.call('here', 'POST', path, content.subarray(0, 20), type);
    const next = () => api.call('here', 'POST', `/imports/${body.id}/content?offset=20`, content.subarray(20), type);
    const answers = await Promise.all(Array.from({ length: 6 }, next));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409, 409]);
    expect((await api.call('here', 'GET', `/imports/${body.id}`)).body).toMatchObject({
      state: 'uploaded',
      receivedBytes: content.length,
    });
  });

  it('does not take a part of a file for all of it', async () => {
    const [a] = (await sensors(1)) as [string];
    const rows = `${a},2024-06-01T00:00:00Z,1,kPa\n${a},2024-06-01T00:01:00Z,1,kPa\n`;
    const id = await mapped(`sensor,time,value,unit\n${rows}`, long);
    const file = api.app.get(ImportFiles).pathOf(id);
    truncateSync(file, statSync(file).size - 10);
    await api.call('here', 'POST', `/imports/${id}/start`);
    expect(await ended(id)).toMatchObject({ state: 'failed' });
    expect(await stored(a)).toEqual([]);
  });

  it('refuses what is no table, and bombs', async () => {
    expect((await upload(Buffer.alloc(0))).status).toBe(422);
    expect((await upload(Buffer.from([1, 2, 3, 0, 0, 0, 0, 7]))).body.code).toBe('import.unknown-format');
    expect((await upload(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x30)))).body.code).toBe('import.bomb');
    expect((await upload(gzipSync(gzipSync(Buffer.alloc(1_000))))).body.code).toBe('import.nested');
  });

  it('is deleted with its version, and audited', async () => {
    const { body } = await upload('a,b\n1,2\n');
    expect((await api.call('here', 'DELETE', `/imports/${body.id}`)).status).toBe(428);
    expect(
      (await api.call('here', 'DELETE', `/imports/${body.id}`, undefined, { 'if-match': `"${body.version}"` })).status,
    ).toBe(204);
    const { rows } = await database.query(`select action from audit_log where object_id = $1 order by seq`, [body.id]);
    expect(rows.map(({ action }) => action)).toEqual(['create', 'import.delete']);
  });
});
