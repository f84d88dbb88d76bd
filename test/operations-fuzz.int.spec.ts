import { AssetsModule, assetEntities } from '@app/assets';
import { DevicesModule, deviceEntities } from '@app/devices';
import { GisModule } from '@app/gis';
import { openApiDocument } from '@app/http';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { type ResourceApp, resourceApp } from '@app/testing';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { type JsonSchema, awkward, fromSchema } from './support/schema-arbitrary';

interface Operation {
  operationId: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  parameters: { name: string; in: string; schema?: JsonSchema }[];
  body: JsonSchema | undefined;
}

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 400);

const plural: Record<string, string> = {
  regionId: 'regions',
  municipalityId: 'municipalities',
  zoneId: 'zones',
  assetId: 'assets',
  deviceId: 'devices',
};

/** Words that list parameters understand, beside what no schema of one string can say. */
const listWords: Record<string, string[]> = {
  sort: ['code', '-code', 'name', '-createdAt,name', 'nothing'],
  class: ['pipe', 'pipe,valve', 'boat'],
  kind: ['dma', 'pressure,other', 'x'],
  kinds: ['assets', 'sensors,zones,municipalities', 'x'],
  status: ['active', 'in_service', 'disabled,active'],
  state: ['normal', 'critical,high', 'silent,normal', 'x'],
  quantity: ['flow', 'flow,pressure', 'x'],
  online: ['true', 'false', 'perhaps'],
  bbox: ['0,0,2,2', '-180,-90,180,90', '2,2,1,1', '1,2'],
  layer: ['municipalities', 'zones', 'assets', 'sensors', 'pipes', 'x'],
  z: ['0', '1', '14', '22', '23'],
  x: ['0', '1', '8238', '4194303'],
  y: ['0', '1', '8146', '4194303'],
};

describe('operations under input from their own schemas', () => {
  let api: ResourceApp;
  let operations: Operation[];
  let components: Record<string, JsonSchema>;
  const answerChecks = new Map<string, ValidateFunction>();
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    api = await resourceApp(
      [MunicipalitiesModule, AssetsModule, DevicesModule, SensorsModule, GisModule],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    const document = openApiDocument(api.app);
    components = document.components?.schemas as Record<string, JsonSchema>;
    const ajv = new Ajv2020({ strict: false, schemas: [{ ...document, $id: 'api' }] });
    addFormats(ajv);
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      (['get', 'post', 'patch', 'delete'] as const).flatMap((method): Operation[] => {
        const found = item[method];
        if (found === undefined) return [];
        for (const status of Object.keys(found.responses).filter((code) => code.startsWith('2'))) {
          const at = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema'];
          if (!hasAt(document, at)) continue;
          const pointer = at.map((step) =>
            step.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll(/[{}]/g, encodeURIComponent),
          );
          answerChecks.set(`${found.operationId} ${status}`, ajv.compile({ $ref: `api#/${pointer.join('/')}` }));
        }
        const content = (found.requestBody as { content?: Record<string, { schema?: JsonSchema }> } | undefined)
          ?.content;
        return [
          {
            operationId: found.operationId ?? path,
            method: method.toUpperCase() as Operation['method'],
            path: path.replace('/api/v1', ''),
            parameters: (found.parameters ?? []) as Operation['parameters'],
            body: content?.['application/json']?.schema,
          },
        ];
      }),
    );
    const make = async (path: string, body: object) => {
      const answer = await api.call('root', 'POST', path, body);
      expect(answer.status).toBe(201);
      ids[path.slice(1)] = answer.body.id;
      return answer.body.id as string;
    };
    const regionId = await make('/regions', { code: 'R', name: 'Region' });
    const municipalityId = await make('/municipalities', {
      code: 'M',
      name: 'Town',
      regionId,
      center: { lon: 1, lat: 1 },
    });
    await make('/zones', { municipalityId, code: 'Z', name: 'Zone' });
    const geometry = { type: 'Point', coordinates: [1, 1] };
    await make('/assets', { municipalityId, code: 'A', name: 'Asset', class: 'valve', geometry });
    await make('/devices', { municipalityId, name: 'Device' });
    await make('/sensors', {
      municipalityId,
      code: 'S',
      name: 'Sensor',
      quantity: 'flow',
      location: { lon: 1, lat: 1 },
    });
  });
  afterAll(() => api.close());

  it(`answers ${REQUESTS} requests without a fault, each refusal as a problem document`, async () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(answerChecks.size).toBeGreaterThan(20);
    const idIn = (path: string) => {
      const own = ids[path.split('/')[1] ?? ''];
      const right = own === undefined ? fc.constantFrom(...Object.values(ids)) : fc.constant(own);
      return fc.oneof(
        { weight: 8, arbitrary: right },
        { weight: 1, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: awkward },
      );
    };
    const parameter = ({ name, schema = {} }: Operation['parameters'][number], path: string) => {
      if (name === 'id') return idIn(path);
      if (name.endsWith('Id')) return idIn(`/${plural[name] ?? ''}`);
      const words = listWords[name];
      return words === undefined
        ? fromSchema(schema, components)
        : fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: awkward });
    };
    const request = fc.constantFrom(...operations).chain((operation) =>
      fc.record({
        operation: fc.constant(operation),
        path: fc.record(
          Object.fromEntries(
            operation.parameters.filter((p) => p.in === 'path').map((p) => [p.name, parameter(p, operation.path)]),
          ),
        ),
        query: fc.record(
          Object.fromEntries(
            operation.parameters.filter((p) => p.in === 'query').map((p) => [p.name, parameter(p, operation.path)]),
          ),
          { requiredKeys: [] },
        ),
        body:
          operation.body === undefined
            ? fc.constant(undefined)
            : withRealIds(fromSchema(operation.body, components), ids),
        // What is asked for by everybody else is not taken away.
        ifMatch:
          operation.method === 'DELETE'
            ? fc.constantFrom(undefined, '"99"')
            : fc.constantFrom(undefined, '"1"', '"2"', '*', 'nonsense'),
        key: fc.constantFrom(undefined, undefined, 'a', 'b'),
      }),
    );
    await fc.assert(
      fc.asyncProperty(request, async ({ operation, path, query, body, ifMatch, key }) => {
        const address = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
          encodeURIComponent(wellFormed(path[name])),
        );
        const search = Object.entries(few(query)).map(
          ([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`,
        );
        const headers = {
          ...(ifMatch !== undefined && { 'if-match': ifMatch }),
          ...(key !== undefined && { 'idempotency-key': key }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        };
        const text = body === undefined ? undefined : JSON.stringify(body);
        const answer = await api.call(
          'root',
          operation.method,
          `${address}${search.length > 0 ? '?' : ''}${search.join('&')}`,
          text,
          headers,
        );
        if (answer.status >= 500) throw new Error(`${operation.operationId} ${address}: ${answer.text}`);
        if (answer.status < 400) {
          const check = answerChecks.get(`${operation.operationId} ${answer.status}`);
          if (check !== undefined && !check(answer.body)) {
            throw new Error(
              `${operation.operationId} answers what it does not document: ${JSON.stringify(check.errors)}`,
            );
          }
          return;
        }
        expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
        expect(answer.body).toMatchObject({
          status: answer.status,
          code: expect.any(String),
          requestId: expect.any(String),
        });
        expect(answer.text).not.toMatch(/ at .*\.(ts|js):\d+|select .* from|SQLSTATE/i);
      }),
      { numRuns: REQUESTS, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
    );
  }, 120_000);
});

function hasAt(value: unknown, path: readonly string[]): boolean {
  let at: unknown = value;
  for (const step of path)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  return at !== undefined;
}

/** References in bodies name objects that exist, so that requests get past the first check. */
function withRealIds(body: fc.Arbitrary<unknown>, ids: Record<string, string>): fc.Arbitrary<unknown> {
  return body.map((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const real = (name: string, part: unknown) => (typeof part === 'string' ? (ids[plural[name] ?? ''] ?? part) : part);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, real(name, part)]));
  });
}

/** At most three parameters: more, and one of them is nearly always wrong. */
function few(query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).slice(0, 3));
}

function wellFormed(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).replaceAll(/\p{Surrogate}/gu, '?');
}
