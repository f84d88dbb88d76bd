import { type AccessWorld, type Identity, type Place, longTable } from './access-world';
import type { Method } from './inject';

/** One request of an operation, about the objects of a place. */
export interface Prepared {
  path: string;
  body?: unknown;
  version?: number;
}

/** How an operation is tried, and what is special about it. */
export interface Operation {
  /** @param succeeds - false: it will be refused, so the objects that are there already will do */
  prepare(place: Place, who: Identity, world: AccessWorld, succeeds: boolean): Prepared | Promise<Prepared>;
  /** Status when it is done; else that of its method: 200, 201 for a plain POST, 204 for DELETE. */
  done?: number;
  /** The object lies above the municipality: people of the municipality do not see it. */
  aboveTown?: true;
  /** Another place's objects are left out of the answer, which is a success, instead of a 404. */
  narrows?: true;
  /** Fields of the tried object that conditions of rules name. */
  object?: object;
  /** Rows of the audit trail that one success writes; else one for what is not GET. */
  auditRows?: number;
  /** The session is over afterwards. */
  endsSession?: true;
}

let count = 0;
const unique = (): string => `x${(count += 1)}`;

type Kind = 'region' | 'municipality' | 'zone' | 'asset' | 'device' | 'sensor' | 'user' | 'role' | 'apiKey' | 'codec';

const idOf = (place: Place, kind: Kind): string => place[`${kind}Id`];
const fixed = (
  path: (place: Place, who: Identity) => string,
  body?: (place: Place, who: Identity) => unknown,
): Operation => ({
  prepare: (place, who) => ({ path: path(place, who), ...(body !== undefined && { body: body(place, who) }) }),
});

function quarantineOrders(order: 'replay' | 'dismiss'): Operation {
  return {
    done: 200,
    prepare: (place) => ({
      path: `/quarantine/${order}`,
      body: { municipalityId: place.municipalityId, from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z' },
    }),
  };
}

function quarantineOrder(order: 'replay' | 'dismiss'): Operation {
  return {
    done: 200,
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'quarantine') : { id: place.quarantineId };
      return { path: `/quarantine/${id}/${order}` };
    },
  };
}

/** The five operations of a resource. */
function resource(
  path: string,
  kind: Kind,
  draft: (place: Place, n: number) => object,
  special: Partial<Operation> = {},
): Record<string, Operation> {
  let n = 0;
  const narrowed = (place: Place) => {
    if (kind === 'region' || kind === 'role') return path;
    return kind === 'municipality'
      ? `${path}?id=${place.municipalityId}`
      : `${path}?municipalityId=${place.municipalityId}`;
  };
  const isOpenList = ['region', 'role', 'municipality'].includes(kind);
  return {
    [`GET ${path}`]: { ...fixed(narrowed), ...(isOpenList && { narrows: true }) },
    [`POST ${path}`]: { prepare: (place) => ({ path, body: draft(place, (n += 1)) }), done: 201 },
    [`GET ${path}/{id}`]: { ...special, ...fixed((place) => `${path}/${idOf(place, kind)}`) },
    [`PATCH ${path}/{id}`]: {
      ...special,
      prepare: async (place, _who, world, succeeds) => {
        const id = idOf(place, kind);
        const current = succeeds ? await world.send('GET', `${path}/${id}`, { token: world.admin.token }) : undefined;
        const body = kind === 'user' ? { displayName: `Changed ${unique()}` } : { name: `Changed ${unique()}` };
        return { path: `${path}/${id}`, version: current?.body.version ?? 1, body };
      },
    },
    [`DELETE ${path}/{id}`]: {
      ...special,
      done: 204,
      prepare: async (place, _who, world, succeeds) => {
        const { id, version } = succeeds ? await world.make(place, kind) : { id: idOf(place, kind), version: 1 };
        return { path: `${path}/${id}`, version };
      },
    },
  };
}

/** A command on a fresh import. */
function importCommand(name: string, before?: string): Operation {
  return {
    done: 200,
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'import') : { id: place.importId };
      if (succeeds && before !== undefined)
        await world.send('POST', `/imports/${id}/${before}`, { token: world.admin.token });
      return { path: `/imports/${id}/${name}` };
    },
  };
}

/** A command on a fresh alert. */
function alertCommand(name: string, body: object, before?: { command: string; body: object }): Operation {
  return {
    done: 200,
    object: { ownerId: null },
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'alert') : { id: place.alertId };
      if (succeeds && before !== undefined)
        await world.send('POST', `/alerts/${id}/${before.command}`, { token: world.admin.token, body: before.body });
      return { path: `/alerts/${id}/${name}`, body };
    },
  };
}

/** A command on a fresh model. */
function modelCommand(name: string, body: object, special: Partial<Operation> = {}): Operation {
  return {
    done: 200,
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'model') : { id: place.modelId };
      return { path: `/models/${id}/${name}`, body };
    },
    ...special,
  };
}

/** What is done with a fresh order to a device. */
function deviceCommand(verb: string): Operation {
  return {
    done: 200,
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'deviceCommand') : { id: place.deviceId };
      return { path: `/devices/${place.deviceId}/commands/${id}/${verb}` };
    },
  };
}

const point = { type: 'Point', coordinates: [10, 50] };
const area = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 40],
      [30, 40],
      [30, 60],
      [0, 60],
      [0, 40],
    ],
  ],
};
const inp = `[JUNCTIONS]
J1 0 1
J2 0 1
[RESERVOIRS]
R1 50
[PIPES]
P1 R1 J1 100 200 100 0 Open
P2 J1 J2 100 200 100 0 Open
[COORDINATES]
R1 0 0
J1 100 0
J2 200 0
[END]
`;

/** Every operation that is not public, by method and path. One that is missing here fails the tests. */
export const operations: Record<string, Operation> = {
  ...resource('/regions', 'region', (_place, n) => ({ code: `NR${n}`, name: 'New' }), { aboveTown: true }),
  ...resource('/municipalities', 'municipality', (place, n) => ({
    regionId: place.regionId,
    code: `NM${n}`,
    name: 'New',
    center: { lon: 1, lat: 1 },
  })),
  ...resource('/zones', 'zone', ({ municipalityId }, n) => ({ municipalityId, code: `NZ${n}`, name: 'New' })),
  ...resource('/assets', 'asset', ({ municipalityId }, n) => ({
    municipalityId,
    code: `NA${n}`,
    name: 'New',
    class: 'valve',
    geometry: point,
  })),
  ...resource('/devices', 'device', ({ municipalityId }) => ({ municipalityId, name: 'New', protocol: 'http' })),
  ...resource('/codecs', 'codec', ({ municipalityId }) => ({
    municipalityId,
    name: `New ${unique()}`,
    source: 'function decodeUplink() { return { data: {} }; }',
  })),
  'POST /codecs/{id}/test': { ...fixed((place) => `/codecs/${place.codecId}/test`), done: 200, auditRows: 0 },
  'POST /codecs/try': {
    ...fixed(
      () => '/codecs/try',
      () => ({ source: 'function decodeUplink() { return { data: {} }; }' }),
    ),
    done: 200,
    narrows: true,
    auditRows: 0,
  },
  ...resource('/sensors', 'sensor', ({ municipalityId }, n) => ({
    municipalityId,
    code: `NS${n}`,
    name: 'New',
    quantity: 'flow',
  })),
  ...resource('/users', 'user', ({ municipalityId }) => ({
    scopeId: municipalityId,
    username: `new-${unique()}`,
    displayName: 'New',
    roles: ['viewer'],
  })),
  ...resource('/roles', 'role', ({ municipalityId }) => ({
    scopeId: municipalityId,
    code: `new-${unique()}`,
    name: 'New',
    rules: [],
  })),
  ...resource('/api-keys', 'apiKey', ({ municipalityId }) => ({
    scopeId: municipalityId,
    name: 'New',
    role: 'viewer',
  })),
  'GET /balance/zones': fixed((place) => `/balance/zones?municipalityId=${place.municipalityId}`),
  'GET /zones/{id}/balance-setup': fixed((place) => `/zones/${place.zoneId}/balance-setup`),
  'PUT /zones/{id}/balance-setup': {
    prepare: async (place, _who, world, succeeds) => {
      const path = `/zones/${place.zoneId}/balance-setup`;
      const current = succeeds ? await world.send('GET', path, { token: world.admin.token }) : undefined;
      return { path, version: current?.body.version ?? 0, body: { population: 1_000 } };
    },
  },
  'POST /zones/{id}/balance-runs': {
    ...fixed(
      (place) => `/zones/${place.zoneId}/balance-runs`,
      () => ({ from: '2026-01-01', to: '2026-01-02' }),
    ),
    done: 202,
  },
  'GET /zones/{id}/night-flow': fixed((place) => `/zones/${place.zoneId}/night-flow`),
  'GET /zones/{id}/night-flow.csv': fixed((place) => `/zones/${place.zoneId}/night-flow.csv`),
  'GET /zones/{id}/leaks': fixed((place) => `/zones/${place.zoneId}/leaks`),
  'GET /zones/{id}/mass-balance': fixed((place) => `/zones/${place.zoneId}/mass-balance`),
  'GET /zones/{id}/water-balance': fixed((place) => `/zones/${place.zoneId}/water-balance`),
  'POST /zones/{id}/water-balance': {
    ...fixed(
      (place) => `/zones/${place.zoneId}/water-balance`,
      () => ({
        from: '2026-01-01',
        to: '2026-02-01',
        ownSources: { volumeM3: 1_000, ciPercent: 2 },
        billedMetered: { volumeM3: 800, ciPercent: 2 },
      }),
    ),
    done: 201,
  },
  'POST /municipalities/{id}/network-import': {
    done: 200,
    prepare: (place) => ({
      path: `/municipalities/${place.municipalityId}/network-import`,
      body: { inp, placement: { anchor: { lon: 10, lat: 50 }, metresPerUnit: 1 }, replace: true },
    }),
  },
  'POST /devices/{id}/rotate-credential': {
    ...fixed((place) => `/devices/${place.deviceId}/rotate-credential`),
    done: 200,
  },
  'POST /devices/{id}/revoke-credentials': {
    ...fixed((place) => `/devices/${place.deviceId}/revoke-credentials`),
    done: 204,
  },
  'GET /devices/{id}/credentials': fixed((place) => `/devices/${place.deviceId}/credentials`),
  'POST /devices/{id}/credentials': {
    ...fixed(
      (place) => `/devices/${place.deviceId}/credentials`,
      () => ({ kind: 'station', name: `station-${unique()}` }),
    ),
    done: 201,
  },
  'DELETE /devices/{id}/credentials/{credentialId}': {
    done: 204,
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'deviceName') : { id: place.deviceId };
      return { path: `/devices/${place.deviceId}/credentials/${id}` };
    },
  },
  'POST /devices/{id}/commands': {
    ...fixed(
      (place) => `/devices/${place.deviceId}/commands`,
      () => ({ name: 'reboot' }),
    ),
    done: 201,
  },
  'POST /devices/{id}/commands/{commandId}/approve': deviceCommand('approve'),
  'POST /devices/{id}/commands/{commandId}/cancel': deviceCommand('cancel'),
  'GET /devices/{id}/commands': fixed((place) => `/devices/${place.deviceId}/commands`),
  'GET /devices/{id}/ledger': fixed((place) => `/devices/${place.deviceId}/ledger`),
  'GET /sensors/{id}/readings': fixed((place) => `/sensors/${place.sensorId}/readings`),
  'GET /sensors/{id}/course': fixed((place) => `/sensors/${place.sensorId}/course`),
  'GET /quarantine': fixed((place) => `/quarantine?municipalityId=${place.municipalityId}`),
  'GET /quarantine/{id}': fixed((place) => `/quarantine/${place.quarantineId}`),
  'POST /quarantine/replay': quarantineOrders('replay'),
  'POST /quarantine/dismiss': quarantineOrders('dismiss'),
  'POST /quarantine/{id}/replay': quarantineOrder('replay'),
  'POST /quarantine/{id}/dismiss': quarantineOrder('dismiss'),
  'POST /batch/readings': {
    ...fixed(
      () => '/batch/readings',
      (place) => [{ sensor_id: place.sensorId, value: 3, unit: 'bar' }],
    ),
    done: 200,
    narrows: true,
    auditRows: 0,
  },
  'GET /models': fixed((place) => `/models?municipalityId=${place.municipalityId}`),
  'POST /models': {
    done: 201,
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'sensor') : { id: place.sensorId };
      return { path: '/models', body: { scope: { kind: 'sensor', id } } };
    },
  },
  'GET /models/{id}': fixed((place) => `/models/${place.modelId}`),
  'PATCH /models/{id}': {
    prepare: async (place, _who, world, succeeds) => {
      const { id, version } = succeeds ? await world.make(place, 'model') : { id: place.modelId, version: 1 };
      return { path: `/models/${id}`, version, body: { priority: 'high' } };
    },
  },
  'DELETE /models/{id}': {
    done: 204,
    prepare: async (place, _who, world, succeeds) => {
      const { id, version } = succeeds ? await world.make(place, 'model') : { id: place.modelId, version: 1 };
      return { path: `/models/${id}`, version };
    },
  },
  'GET /models/{id}/versions': fixed((place) => `/models/${place.modelId}/versions`),
  // Its sensor has no readings to compare on.
  'GET /models/{id}/compare': { ...fixed((place) => `/models/${place.modelId}/compare?versions=1`), done: 422 },
  'GET /models/{id}/detections': fixed((place) => `/models/${place.modelId}/detections`),
  'GET /models/{id}/feedback': fixed((place) => `/models/${place.modelId}/feedback`),
  'POST /models/{id}/feedback': modelCommand(
    'feedback',
    { from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z', verdict: 'true' },
    { done: 201 },
  ),
  'POST /models/{id}/train': modelCommand('train', {}),
  'POST /models/{id}/promote': modelCommand('promote', { version: 2 }),
  'POST /models/{id}/rollback': modelCommand('rollback', {}),
  'POST /models/{id}/shadow': modelCommand('shadow', { version: 2 }),
  'POST /models/{id}/predict': modelCommand('predict', { time: '2026-01-01T00:00:00Z', value: 300 }, { auditRows: 0 }),
  'POST /models/{id}/predict-batch': modelCommand('predict-batch', { times: [0], values: [300] }, { auditRows: 0 }),
  'GET /alerts/{id}/feedback': fixed((place) => `/alerts/${place.alertId}/feedback`),
  'POST /alerts/{id}/feedback': alertCommand('feedback', { verdict: 'true' }),
  'GET /imports': { ...fixed(() => '/imports'), narrows: true },
  'GET /imports/{id}': fixed((place) => `/imports/${place.importId}`),
  'GET /imports/{id}/errors': fixed((place) => `/imports/${place.importId}/errors`),
  'POST /imports': { ...fixed(() => '/imports?fileName=empty'), done: 422, narrows: true },
  'POST /imports/{id}/content': { ...fixed((place) => `/imports/${place.importId}/content?offset=18`), done: 409 },
  'PUT /imports/{id}/mapping': {
    prepare: (place) => ({ path: `/imports/${place.importId}/mapping`, body: longTable }),
  },
  'POST /imports/{id}/dry-run': importCommand('dry-run'),
  'POST /imports/{id}/start': importCommand('start'),
  'POST /imports/{id}/cancel': importCommand('cancel', 'start'),
  'DELETE /imports/{id}': {
    done: 204,
    prepare: async (place, _who, world, succeeds) => {
      const { id, version } = succeeds ? await world.make(place, 'import') : { id: place.importId, version: 1 };
      return { path: `/imports/${id}`, version };
    },
  },
  'GET /maintenance/risks': fixed((place) => `/maintenance/risks?kind=pipe&municipalityId=${place.municipalityId}`),
  'GET /maintenance/matrix': fixed((place) => `/maintenance/matrix?kind=pump&municipalityId=${place.municipalityId}`),
  'GET /maintenance/model': fixed((place) => `/maintenance/model?municipalityId=${place.municipalityId}`),
  'GET /maintenance/runs': { ...fixed(() => '/maintenance/runs'), narrows: true },
  'GET /maintenance/runs/{id}': fixed((place) => `/maintenance/runs/${place.maintenanceRunId}`),
  'POST /maintenance/runs': {
    ...fixed(
      () => '/maintenance/runs',
      (place) => ({ scopeId: place.municipalityId }),
    ),
    // One is under way already.
    done: 409,
  },
  'POST /maintenance/breaks': {
    ...fixed(
      () => '/maintenance/breaks',
      (place) => ({
        municipalityId: place.municipalityId,
        breaks: [{ asset: 'NOWHERE', brokeOn: '2001-02-03' }],
      }),
    ),
    done: 200,
  },
  // Nothing is judged.
  'GET /assets/{id}/risk': { ...fixed((place) => `/assets/${place.assetId}/risk`), done: 404 },
  'GET /sensors/{id}/health': { ...fixed((place) => `/sensors/${place.sensorId}/health`), done: 404 },
  'GET /assets/{id}/breaks': fixed((place) => `/assets/${place.assetId}/breaks`),
  'POST /assets/{id}/breaks': {
    ...fixed(
      (place) => `/assets/${place.assetId}/breaks`,
      () => ({ brokeOn: '2001-02-03' }),
    ),
    // It is no pipe.
    done: 422,
  },
  'DELETE /assets/{id}/breaks/{breakId}': {
    done: 204,
    prepare: async (place, _who, world, succeeds) => {
      const { id, version } = succeeds ? await world.make(place, 'assetBreak') : { id: place.assetBreakId, version: 1 };
      return { path: `/assets/${place.assetId}/breaks/${id}`, version };
    },
  },
  'GET /twins': fixed((place) => `/twins?municipalityId=${place.municipalityId}`),
  'GET /twins/{id}': fixed((place) => `/twins/${place.twinId}`),
  'GET /twins/{id}/revisions': fixed((place) => `/twins/${place.twinId}/revisions`),
  'GET /twins/{id}/inp': fixed((place) => `/twins/${place.twinId}/inp`),
  'GET /twins/{id}/links': fixed((place) => `/twins/${place.twinId}/links`),
  'GET /twins/{id}/elements': fixed((place) => `/twins/${place.twinId}/elements?q=P`),
  'GET /twins/{id}/runs': fixed((place) => `/twins/${place.twinId}/runs`),
  'GET /twins/{id}/values': {
    ...fixed((place) => `/twins/${place.twinId}/values?sensorId=${place.sensorId}`),
    // The sensor has no place in the twin.
    done: 404,
  },
  'POST /twins/{id}/activate': {
    ...fixed(
      (place) => `/twins/${place.twinId}/activate`,
      () => ({}),
    ),
    done: 200,
  },
  'POST /twins/{id}/pause': { ...fixed((place) => `/twins/${place.twinId}/pause`), done: 200 },
  'PUT /twins/{id}/links': fixed(
    (place) => `/twins/${place.twinId}/links`,
    () => ({ links: [] }),
  ),
  'POST /twins/{id}/links/suggest': {
    ...fixed((place) => `/twins/${place.twinId}/links/suggest`),
    done: 200,
    auditRows: 0,
  },
  'POST /twins/{id}/localise': {
    ...fixed(
      (place) => `/twins/${place.twinId}/localise`,
      () => ({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
    ),
    // Nothing was calculated then.
    done: 409,
  },
  'POST /twins/{id}/what-if': {
    ...fixed(
      (place) => `/twins/${place.twinId}/what-if`,
      (place) => ({ close: [place.assetId] }),
    ),
    // The asset came from no network.
    done: 422,
  },
  'GET /leak-suspects': fixed((place) => `/leak-suspects?municipalityId=${place.municipalityId}`),
  'GET /leak-suspects/{id}': fixed((place) => `/leak-suspects/${place.leakSuspectId}`),
  'POST /leak-suspects/{id}/close': {
    done: 200,
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'leakSuspect') : { id: place.leakSuspectId };
      return { path: `/leak-suspects/${id}/close`, body: { outcome: 'not_found' } };
    },
  },
  'GET /gis/layers/{layer}': fixed((place) => `/gis/layers/sensors?municipalityId=${place.municipalityId}`),
  'GET /gis/tiles/{layer}/{z}/{x}/{y}': { ...fixed(() => '/gis/tiles/assets/14/8647/5556'), narrows: true },
  'GET /gis/near': { ...fixed(() => '/gis/near?lon=10&lat=50&radiusM=100000&limit=1000'), narrows: true },
  'POST /gis/within': {
    ...fixed(
      () => '/gis/within',
      () => ({ geometry: area }),
    ),
    done: 200,
    narrows: true,
    auditRows: 0,
  },
  'GET /search': { ...fixed((place) => `/search?q=${place.sensorCode}`), narrows: true },
  'GET /overview': fixed((place) => `/overview?municipalityId=${place.municipalityId}`),
  'GET /alerts': fixed((place) => `/alerts?municipalityId=${place.municipalityId}`),
  'GET /alerts/summary': fixed((place) => `/alerts/summary?municipalityId=${place.municipalityId}`),
  'GET /alerts/{id}': fixed((place) => `/alerts/${place.alertId}`),
  'GET /alerts/{id}/transitions': fixed((place) => `/alerts/${place.alertId}/transitions`),
  'POST /alerts/commands': {
    done: 200,
    narrows: true,
    prepare: async (place, _who, world) => ({
      path: '/alerts/commands',
      body: { command: 'acknowledge', ids: [(await world.make(place, 'alert')).id] },
    }),
  },
  'GET /alert-groups': fixed((place) => `/alert-groups?municipalityId=${place.municipalityId}`),
  'GET /events': fixed((place) => `/events?municipalityId=${place.municipalityId}`),
  'GET /events/{id}': fixed((place) => `/events/${place.eventId}`),
  'POST /events/{id}/confirm': {
    done: 200,
    prepare: async (place, _who, world, succeeds) => {
      const { id } = succeeds ? await world.make(place, 'event') : { id: place.eventId };
      return { path: `/events/${id}/confirm`, body: { cause: 'burst' } };
    },
  },
  'POST /alerts/{id}/acknowledge': alertCommand('acknowledge', {}),
  'POST /alerts/{id}/shelve': alertCommand('shelve', { reason: 'work', minutes: 5 }),
  'POST /alerts/{id}/unshelve': alertCommand(
    'unshelve',
    {},
    { command: 'shelve', body: { reason: 'work', minutes: 5 } },
  ),
  'POST /alerts/{id}/comment': alertCommand('comment', { text: 'seen' }),
  'POST /alerts/{id}/assign': alertCommand('assign', { userId: null }),
  'POST /alerts/{id}/resolve': alertCommand('resolve', { cause: 'burst', reason: 'repaired' }),
  'GET /plugins': { ...fixed(() => '/plugins'), narrows: true },
  'GET /plugins/{id}': { ...fixed(() => '/plugins/channel-webhook'), narrows: true },
  'GET /plugin-instances': { ...fixed(() => '/plugin-instances'), narrows: true },
  'POST /plugin-instances': {
    prepare: () => ({
      path: '/plugin-instances',
      body: {
        plugin: 'channel-webhook',
        name: unique(),
        enabled: false,
        config: { url: 'https://receiver.example' },
        secrets: { secret: `whsec_${Buffer.alloc(32).toString('base64')}` },
      },
    }),
    done: 201,
    narrows: true,
  },
  ...Object.fromEntries(
    [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['GET', '/log'],
      ['POST', '/enable'],
      ['POST', '/disable'],
      ['POST', '/restart'],
      ['POST', '/confirm'],
      ['POST', '/test-delivery'],
    ].map(([method, action]) => [
      `${method} /plugin-instances/{id}${action}`,
      {
        ...fixed(
          () => `/plugin-instances/0198c0de-0000-7000-8000-000000000000${action}`,
          () => (action === '/confirm' ? { capabilities: [] } : {}),
        ),
        done: 404,
        narrows: true as const,
        auditRows: 0,
      },
    ]),
  ),
  'GET /system/jobs': { ...fixed(() => '/system/jobs'), narrows: true },
  'POST /system/jobs/{name}/run': {
    ...fixed(() => '/system/jobs/nothing/run'),
    done: 404,
    narrows: true,
    auditRows: 0,
  },
  'POST /users/{id}/reset-password': { ...fixed((place) => `/users/${place.userId}/reset-password`), done: 200 },
  'POST /users/{id}/revoke-sessions': { ...fixed((place) => `/users/${place.userId}/revoke-sessions`), done: 204 },
  'GET /audit': fixed((place) => `/audit?municipalityId=${place.municipalityId}`),
  'GET /audit/verify': fixed((place) => `/audit/verify?municipalityId=${place.municipalityId}`),
  'GET /audit/export': { ...fixed((place) => `/audit/export?municipalityId=${place.municipalityId}`), auditRows: 1 },
  'GET /audit/{id}': fixed((place) => `/audit/${place.auditId}`),
  'GET /auth/me': { ...fixed(() => '/auth/me'), narrows: true },
  'GET /auth/sessions': { ...fixed(() => '/auth/sessions'), narrows: true },
  'POST /auth/password': {
    ...fixed(
      () => '/auth/password',
      () => ({ currentPassword: 'wrong', newPassword: 'wrong' }),
    ),
    done: 422,
    narrows: true,
  },
  'POST /auth/totp': { ...fixed(() => '/auth/totp'), done: 200, narrows: true },
  'POST /auth/totp/confirm': {
    ...fixed(
      () => '/auth/totp/confirm',
      () => ({ code: '000000' }),
    ),
    done: 422,
    narrows: true,
  },
  'DELETE /auth/totp': {
    ...fixed(
      () => '/auth/totp',
      () => ({ code: '000000' }),
    ),
    done: 422,
    narrows: true,
  },
  'DELETE /auth/sessions/{id}': {
    done: 204,
    endsSession: true,
    prepare: (place, who, world) => ({
      path: `/auth/sessions/${place === world.own ? who.sessionId : place.sessionId}`,
    }),
  },
  'POST /auth/logout-all': { ...fixed(() => '/auth/logout-all'), done: 204, narrows: true, endsSession: true },
};

/** Operations that everybody may enter. Whoever adds one adds it here too, having thought about it. */
export const publicOperations = [
  'GET //health/live',
  'GET //health/ready',
  'GET //metrics',
  'POST /auth/login',
  'POST /auth/logout',
  'POST /auth/mfa',
  'POST /auth/refresh',
  'POST /telemetry',
];

/** Splits `GET /zones/{id}`. */
export function methodOf(name: string): Method {
  return name.slice(0, name.indexOf(' ')) as Method;
}
