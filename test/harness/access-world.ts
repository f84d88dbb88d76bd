import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { builtInRoles } from '@app/access';
import { importMapping } from '@app/contracts';
import { fitSensorModel, sensorModelToJson } from '@app/detection';
import { uuidv7 } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { type TestDatabase, testDatabase } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { type Answer, type Method, type Sent, sendTo } from './inject';
import { ADMIN_PASSWORD } from './platform';
import { wholeApi } from './whole-api';

/** Somebody who calls, with a password of their own. */
export interface Identity {
  role: string;
  userId: string;
  token: string;
  sessionId: string;
  /** Signs in again, after something that ended the session. */
  renew(): Promise<void>;
}

/** A municipality with one object of every kind. */
export interface Place {
  tenant: number;
  municipalityId: string;
  regionId: string;
  zoneId: string;
  assetId: string;
  deviceId: string;
  sensorId: string;
  sensorCode: string;
  userId: string;
  roleId: string;
  apiKeyId: string;
  codecId: string;
  alertId: string;
  eventId: string;
  quarantineId: string;
  importId: string;
  modelId: string;
  twinId: string;
  leakSuspectId: string;
  maintenanceRunId: string;
  assetBreakId: string;
  auditId: string;
  sessionId: string;
}

export interface AccessWorld {
  app: NestFastifyApplication;
  database: TestDatabase;
  superuser: Client;
  own: Place;
  foreign: Place;
  /** The first administrator. */
  admin: Identity;
  /** One of each role; nation-wide roles live in the nation, the others in the own place. */
  people: Map<string, Identity>;
  send(method: Method, path: string, sent?: Sent): Promise<Answer>;
  /** Makes an object of a kind in a place, as the administrator. */
  make(place: Place, kind: string): Promise<{ id: string; version: number }>;
  close(): Promise<void>;
}

/** The whole API on a database of its own, two municipalities, and people of every role. */
export async function accessWorld(): Promise<AccessWorld> {
  const database = await testDatabase();
  const app = await wholeApi(database, { DEVICE_COMMANDS: 'reboot' });
  const superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  const send = sendTo(app);
  const admin = await identityOf(send, 'nationalAdmin', 'admin', ADMIN_PASSWORD);
  const makers = new Makers(send, admin, superuser, app.get(TenantTree));
  const own = await makers.place('Own');
  const foreign = await makers.place('Foreign');
  const people = new Map<string, Identity>();
  for (const { code, nationOnly } of builtInRoles) {
    people.set(code, await makers.person(code, nationOnly === true ? undefined : own.municipalityId));
  }
  return {
    app,
    database,
    superuser,
    own,
    foreign,
    admin,
    people,
    send,
    make: (place, kind) => makers.make(place, kind),
    close: async () => {
      await superuser.end();
      await app.close();
      await database.drop();
      rmSync(`/tmp/hydrant-${database.name}`, { recursive: true, force: true });
    },
  };
}

async function identityOf(
  send: AccessWorld['send'],
  role: string,
  username: string,
  password: string,
): Promise<Identity> {
  const identity: Identity = {
    role,
    userId: '',
    token: '',
    sessionId: '',
    renew: async () => {
      const { status, body } = await send('POST', '/auth/login', { body: { username, password } });
      if (status !== 200) throw new Error(`Sign-in of ${username} answered ${status}: ${JSON.stringify(body)}`);
      identity.token = body.accessToken;
      identity.userId = body.user.id;
      const claims = JSON.parse(Buffer.from(identity.token.split('.')[1] as string, 'base64url').toString()) as {
        sid: string;
      };
      identity.sessionId = claims.sid;
    },
  };
  await identity.renew();
  return identity;
}

/** How a file of three columns is read. */
export const longTable = { form: 'long', time: { column: 1 }, sensorColumn: 0, valueColumn: 2, unit: 'kPa' };

/** A network of three nodes, and its counts. */
const smallNetwork = `[JUNCTIONS]
J1 0 1
J2 0 1
[RESERVOIRS]
R1 50
[PIPES]
P1 R1 J1 100 200 100 0 Open
P2 J1 J2 100 200 100 0 Open
[END]
`;
const smallCounts = { junctions: 2, reservoirs: 1, tanks: 0, pipes: 2, pumps: 0, valves: 0 };

/** What is stored of a model that has learned ten days of a daily course. */
function learnedModel(): string {
  const timesMs = Float64Array.from({ length: 960 }, (_, n) => n * 900_000);
  const values = timesMs.map((time, n) => 300 + 20 * Math.sin(time / 13_750_987) + (n % 7));
  const options = { timeZone: 'UTC', holidays: [], southern: false, stepMs: 900_000, daysPerFalseAlarm: 90 };
  return sensorModelToJson(fitSensorModel({ timesMs, values, neighbours: [] }, options));
}

/** Makes objects over the API; only what devices and detection would make is put into tables directly. */
class Makers {
  private count = 0;

  constructor(
    private readonly send: AccessWorld['send'],
    private readonly admin: Identity,
    private readonly superuser: Client,
    private readonly tree: TenantTree,
  ) {}

  async person(role: string, scopeId: string | undefined): Promise<Identity> {
    const username = `${role}-${(this.count += 1)}`;
    const created = await this.post('/users', { username, displayName: `Person ${username}`, roles: [role], scopeId });
    const password = `marmalade ladder ${username} teapot`;
    const first = await identityOf(this.send, role, username, created.oneTimePassword);
    const body = { currentPassword: created.oneTimePassword, newPassword: password };
    const changed = await this.send('POST', '/auth/password', { token: first.token, body });
    if (changed.status !== 200) throw new Error(`Password change answered ${changed.status}`);
    return identityOf(this.send, role, username, password);
  }

  async place(name: string): Promise<Place> {
    const region = await this.post('/regions', { code: `${name}Region`, name: `${name}region` });
    const municipality = await this.post('/municipalities', {
      regionId: region.id,
      code: `${name}Town`,
      name: `${name}town`,
      center: { lon: 10 + this.count, lat: 50 },
    });
    const place = {
      regionId: region.id,
      municipalityId: municipality.id,
      tenant: this.tree.idOf(municipality.id) as number,
    } as Place;
    for (const kind of [
      'zone',
      'asset',
      'device',
      'sensor',
      'user',
      'role',
      'apiKey',
      'codec',
      'alert',
      'event',
      'quarantine',
      'import',
      'model',
      'twin',
      'leakSuspect',
      'maintenanceRun',
      'assetBreak',
    ] as const) {
      place[`${kind}Id`] = (await this.make(place, kind)).id;
    }
    place.sensorCode = (await this.get(`/sensors/${place.sensorId}`)).code;
    place.auditId = (await this.get(`/audit?municipalityId=${place.municipalityId}&limit=1`)).data[0].id;
    place.sessionId = uuidv7();
    await this.superuser.query(
      `insert into sessions (tenant_id, id, user_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
      [place.tenant, place.sessionId, place.userId],
    );
    return place;
  }

  make(place: Place, kind: string): Promise<{ id: string; version: number }> {
    const n = (this.count += 1);
    const { municipalityId } = place;
    switch (kind) {
      case 'region':
        return this.post('/regions', { code: `R${n}`, name: `Region ${n}` });
      case 'municipality':
        return this.post('/municipalities', {
          regionId: place.regionId,
          code: `M${n}`,
          name: `Town ${n}`,
          center: { lon: 11, lat: 51 },
        });
      case 'zone':
        return this.post('/zones', { municipalityId, code: `Z${n}`, name: `Zone ${n}` });
      case 'asset':
        return this.post('/assets', {
          municipalityId,
          code: `A${n}`,
          name: `Asset ${n}`,
          class: 'valve',
          geometry: { type: 'Point', coordinates: [10, 50] },
        });
      case 'device':
        return this.post('/devices', { municipalityId, name: `Device ${n}`, protocol: 'mqtt' });
      case 'sensor':
        return this.post('/sensors', { municipalityId, code: `S${n}`, name: `Sensor ${n}`, quantity: 'pressure' });
      case 'user':
        return this.post('/users', {
          scopeId: municipalityId,
          username: `someone-${n}`,
          displayName: `Someone ${n}`,
          roles: ['viewer'],
        });
      case 'role':
        return this.post('/roles', {
          scopeId: municipalityId,
          code: `role${n}`,
          name: `Role ${n}`,
          rules: [{ action: 'read', subject: 'Zone' }],
        });
      case 'apiKey':
        return this.post('/api-keys', { scopeId: municipalityId, name: `Key ${n}`, role: 'viewer' });
      case 'codec':
        return this.post('/codecs', {
          municipalityId,
          name: `Codec ${n}`,
          source: 'function decodeUplink() { return { data: {} }; }',
        });
      case 'alert':
        return this.alert(place, n);
      case 'event':
        return this.event(place, n);
      case 'quarantine':
        return this.quarantine(place);
      case 'import':
        return this.import(place);
      case 'model':
        return this.model(place);
      case 'twin':
        return this.twin(place);
      case 'leakSuspect':
        return this.leakSuspect(place, n);
      case 'maintenanceRun':
        return this.maintenanceRun(place);
      case 'assetBreak':
        return this.assetBreak(place, n);
      case 'deviceName':
        return this.post(`/devices/${place.deviceId}/credentials`, { kind: 'station', name: `made-${n}` });
      case 'deviceCommand':
        return this.deviceCommand(place);
      default:
        throw new Error(`Nobody knows how to make a ${kind}`);
    }
  }

  private async alert(place: Place, n: number): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    await this.superuser.query(
      `insert into alerts (tenant_id, id, sensor_id, sensor_number, kind, limit_name, priority, state, condition_active, message, raised_at)
       select tenant_id, $1, id, number, 'threshold', $2, 'high', 'active_unacked', true, 'Too high', now() from sensors where id = $3`,
      [id, `limit ${n}`, place.sensorId],
    );
    return { id, version: 1 };
  }

  private async event(place: Place, n: number): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    await this.superuser.query(
      `insert into events (tenant_id, id, priority, hypothesis, confidence, hypotheses, alarms, sensors, started_at, last_at)
       values ($1, $2, 'high', 'unknown', 1, '[]', 1, 1, now(), now())`,
      [place.tenant, id],
    );
    const { id: alertId } = await this.alert(place, n);
    await this.superuser.query('insert into event_alerts (tenant_id, event_id, alert_id) values ($1, $2, $3)', [
      place.tenant,
      id,
      alertId,
    ]);
    return { id, version: 1 };
  }

  private async deviceCommand(place: Place): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    await this.superuser.query(
      `insert into device_commands (tenant_id, id, device_id, protocol, name, payload, created_by, created_by_name, expires_at)
       values ($1, $2, $3, 'mqtt', 'reboot', '{}', 'somebody', 'Somebody', now() + interval '1 day')`,
      [place.tenant, id, place.deviceId],
    );
    return { id, version: 1 };
  }

  private async quarantine(place: Place): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    await this.superuser.query(
      `insert into quarantine (tenant_id, id, device_id, received_at, protocol, reason, detail, raw) values ($1, $2, $3, now(), 'mqtt', 'malformed', 'x', '\\x00')`,
      [place.tenant, id, place.deviceId],
    );
    return { id, version: 1 };
  }

  /** One with its file and mapping, ready to start. */
  private async import(place: Place): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    const folder = `/tmp/hydrant-${this.superuser.database}/imports`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/${id}.data`, 'sensor,time,value\n');
    const columns = ['sensor', 'time', 'value'].map((name) => ({ name, samples: [] }));
    const detected = { format: 'csv', compressed: false, encoding: 'utf-8', timeHasOffset: true, sheets: [], columns };
    await this.superuser.query(
      `insert into imports (tenant_id, id, state, file_name, size_bytes, received_bytes, detected, mapping)
       values ($1, $2, 'mapped', 'file.csv', 18, 18, $3, $4)`,
      [place.tenant, id, JSON.stringify(detected), JSON.stringify(importMapping.parse(longTable))],
    );
    return { id, version: 1 };
  }

  private async twin(place: Place): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    await this.superuser.query(
      `insert into twins (tenant_id, id, zone_id, name, state, revision) values ($1, $2, $3, 'Network', 'paused', 1)`,
      [place.tenant, id, place.zoneId],
    );
    await this.superuser.query(
      `insert into twin_revisions (tenant_id, twin_id, revision, inp, placement, counts) values ($1, $2, 1, $3, '{}', $4)`,
      [place.tenant, id, gzipSync(smallNetwork), JSON.stringify(smallCounts)],
    );
    return { id, version: 1 };
  }

  /** Under way for ever, so that none is begun. */
  private async maintenanceRun(place: Place): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    await this.superuser.query(
      `insert into maintenance_runs (tenant_id, id, state, updated_at) values ($1, $2, 'running', now() + interval '1 day')`,
      [place.tenant, id],
    );
    return { id, version: 1 };
  }

  private async assetBreak(place: Place, n: number): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    await this.superuser.query(
      `insert into asset_breaks (tenant_id, id, asset_id, broke_on) values ($1, $2, $3, date '2001-01-01' + $4::int)`,
      [place.tenant, id, place.assetId, n],
    );
    return { id, version: 1 };
  }

  private async leakSuspect(place: Place, n: number): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    const finding = {
      pipes: [],
      areaShare: 0,
      areaLengthM: 0,
      consideredLengthM: 0,
      statement: 'Somewhere',
      endedAt: null,
    };
    await this.superuser.query(
      `insert into leak_suspects (tenant_id, id, twin_id, area_key, origin, state, finding, began_at, found_at)
       values ($1, $2, $3, $4, 'twin', 'open', $5, now(), now())`,
      [place.tenant, id, place.twinId, `area ${n}`, JSON.stringify(finding)],
    );
    return { id, version: 1 };
  }

  /** With a version that is active, and another that was. */
  private async model(place: Place): Promise<{ id: string; version: number }> {
    const id = uuidv7();
    const sensor = await this.make(place, 'sensor');
    await this.superuser.query(
      `insert into models (tenant_id, id, sensor_id, active_version, previous_version, latest_version, last_version, window_days,
         days_per_false_alarm, priority, retrain)
       values ($1, $2, $3, 1, 2, 2, 2, 90, 90, 'medium', '{"everyDays":null,"onDrift":true,"promote":"manual"}')`,
      [place.tenant, id, sensor.id],
    );
    await this.superuser.query(
      `insert into model_versions (tenant_id, model_id, version, state, reason, train_from, train_to, content, trained_at)
       select $1, $2, n, case n when 1 then 'active' else 'retired' end, 'manual', now() - interval '90 days', now(), $3, now()
       from generate_series(1, 2) n`,
      [place.tenant, id, Buffer.from(learnedModel())],
    );
    return { id, version: 1 };
  }

  private async post(path: string, body: object): Promise<Answer['body']> {
    const answer = await this.send('POST', path, { token: this.admin.token, body });
    if (answer.status !== 201) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  private async get(path: string): Promise<Answer['body']> {
    return (await this.send('GET', path, { token: this.admin.token })).body;
  }
}
