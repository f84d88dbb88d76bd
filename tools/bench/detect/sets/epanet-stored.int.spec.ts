import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { AlertsHttpModule } from '@app/alerts';
import { AssetsModule, assetEntities } from '@app/assets';
import { DevicesModule, deviceEntities } from '@app/devices';
import { decodeInp, HydraulicModel, parseInp } from '@app/hydraulics';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { type ResourceApp, resourceApp } from '@app/testing';
import { TwinHttpModule } from '@app/twin';
import { compare, type EpanetReference, readReference, scaleOf } from './epanet';

const TOLERANCE_M = 0.01;

const mixed = `[JUNCTIONS]
A 20 6 day
B 15 4
C 12 5 night
D 10 3 day
[RESERVOIRS]
R 90
[TANKS]
T 45 3 0.5 6 9 0
[PIPES]
P1 R A 900 250 120
P2 A B 400 200 110 0.4
P3 C D 350 150 100
P4 A T 700 150 120
[VALVES]
V B C 150 PRV 30 0.2
[EMITTERS]
D 0.3
[PATTERNS]
day 0.4 0.9 1.7 1.2
night 1.5 0.3
[COORDINATES]
A 0 0
B 400 0
C 450 0
D 450 350
R -900 0
T 0 700
[TIMES]
Duration 6:00
Pattern Timestep 2:00
[OPTIONS]
Units LPS
Emitter Exponent 0.6
`;

/** The public networks when HYDRANT_DATA names a folder that has them, else a small one with valves, emitters and patterns. */
const folder = path.join(process.env['HYDRANT_DATA'] ?? '/nowhere', 'epanet');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ref.json.gz')) : [];

/** Real: the import route, assets in PostgreSQL with row security, the network made of them again, EPANET. */
describe('networks through the database', () => {
  let api: ResourceApp;
  let regionId: string;

  beforeAll(async () => {
    api = await resourceApp(
      [MunicipalitiesModule, AssetsModule, DevicesModule, SensorsModule, AlertsHttpModule, TwinHttpModule],
      [...municipalityEntities, ...assetEntities, ...deviceEntities, ...sensorEntities],
    );
    regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
  }, 120_000);
  afterAll(() => api.close());

  /** Largest difference of a pressure or head, m, after the way through the database. */
  async function stored(code: string, inp: string, reference: EpanetReference): Promise<number> {
    const center = { lon: 20, lat: 40 };
    const made = await api.call('root', 'POST', '/municipalities', {
      code,
      name: code,
      regionId,
      population: 1_000,
      center,
      timeZone: 'Europe/Athens',
    });
    expect(made.status).toBe(201);
    api.person(code, 'municipalAdmin', made.body.id);
    const answer = await api.call(code, 'POST', `/municipalities/${made.body.id}/network-import`, {
      inp,
      placement: { anchor: center, metresPerUnit: scaleOf(parseInp(inp)), rotationDeg: 0 },
    });
    expect([code, answer.status]).toEqual([code, 200]);
    const [twin] = (await api.call(code, 'GET', '/twins')).body.data;
    const again = await api.call(code, 'GET', `/twins/${twin.id}/inp`);
    return (await compare(parseInp(again.text), reference)).metres;
  }

  it('gives valves, emitters and patterns back', async () => {
    expect(await stored('MIXED', mixed, await solved(mixed))).toBeLessThanOrEqual(TOLERANCE_M);
  }, 60_000);

  (names.length > 0 ? it.each(names) : it.skip.each(['public networks']))(
    'gives %s back',
    async (name) => {
      const { inp, reference } = readReference(folder, name);
      const code = name
        .replace('.ref.json.gz', '')
        .replaceAll(/[^A-Za-z0-9]/g, '')
        .slice(0, 20)
        .toUpperCase();
      expect(await stored(code, decodeInp(inp), reference)).toBeLessThanOrEqual(TOLERANCE_M);
    },
    120_000,
  );
});

/** The solution of a file as EPANET gives it. */
async function solved(inp: string): Promise<EpanetReference> {
  const model = await HydraulicModel.open(inp);
  const snapshots: EpanetReference['snapshots'][number][] = [];
  model.start();
  do {
    const t = model.solve();
    snapshots.push({ t, pressure: [...model.pressures()], head: [...model.heads()], flow: [...model.flows()] });
  } while (model.advance() !== 0);
  model.close();
  return { nodes: model.nodeIds, links: model.linkIds, snapshots };
}
