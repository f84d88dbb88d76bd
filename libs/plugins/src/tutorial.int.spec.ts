import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DevicesModule, deviceEntities } from '@app/devices';
import { JobsModule } from '@app/jobs';
import { MunicipalitiesModule, municipalityEntities } from '@app/municipalities';
import { SensorsModule, sensorEntities } from '@app/sensors';
import { type ResourceApp, resourceApp } from '@app/testing';
import { Client } from 'pg';
import { PluginHostModule, PluginsHttpModule } from '.';
import { stepsOf } from '../test/tutorial';

jest.setTimeout(300_000);

const root = path.resolve(__dirname, '../../..');

/** Real: the tutorial's commands, npm, plugins built outside the repository, the platform's HTTP server and database. */
describe('docs/plugins/tutorial.md', () => {
  let api: ResourceApp;
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-tutorial-'));
  const work = path.join(folder, 'work');
  const dataDir = path.join(folder, 'data');
  const received: { authorization: string | undefined; body: string }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ authorization: request.headers.authorization, body });
      response.writeHead(204).end();
    });
  });

  beforeAll(async () => {
    mkdirSync(work);
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    api = await resourceApp(
      [JobsModule, MunicipalitiesModule, DevicesModule, SensorsModule, PluginHostModule, PluginsHttpModule],
      [...municipalityEntities, ...deviceEntities, ...sensorEntities],
      { HYDRANT_DATA_DIR: dataDir, PLUGIN_FETCH_ALLOW: '127.0.0.1' },
    );
    await api.app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await api.close();
    receiver.close();
  });

  const run = (script: string, env: Record<string, string>) =>
    new Promise<string>((resolve, reject) => {
      // The Node that runs this test, and an npm that asks no registry.
      const place = `${path.dirname(process.execPath)}:${process.env['PATH']}`;
      const environment = { PATH: place, HOME: folder, npm_config_offline: 'true', ...env };
      execFile(
        'bash',
        ['-euo', 'pipefail', '-c', script],
        { env: environment, timeout: 120_000 },
        (error, out, err) => {
          if (error === null) resolve(out);
          else reject(new Error(`${script}\n${out}\n${err}`));
        },
      );
    });

  it('ends with a gateway and a channel of others that run', async () => {
    const regionId = (await api.call('root', 'POST', '/regions', { code: 'R', name: 'Region' })).body.id;
    const center = { lon: 20, lat: 40 };
    const municipalityId = (
      await api.call('root', 'POST', '/municipalities', { code: 'T', name: 'Town', regionId, center })
    ).body.id;
    const { credential } = (
      await api.call('root', 'POST', '/devices', { name: 'Well', municipalityId, protocol: 'well' })
    ).body;
    const sensor = { municipalityId, code: 'SENSOR_001', name: 'Pressure', quantity: 'pressure' };
    expect((await api.call('root', 'POST', '/sensors', sensor)).status).toBe(201);
    const env = {
      HYDRANT: root,
      WORK: work,
      HYDRANT_DATA_DIR: dataDir,
      API: `${(await api.app.getUrl()).replace('[::1]', '127.0.0.1')}/api/v1`,
      TOKEN: 'root',
      DEVICE: credential.deviceId,
      DEVICE_TOKEN: credential.token,
      SENSOR: 'SENSOR_001',
      RECEIVER: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/messages`,
    };
    const steps = stepsOf(path.join(root, 'docs/plugins/tutorial.md'));
    expect(steps.map(({ kind }) => kind)).toEqual(['run', 'file', 'file', 'run', 'run', 'run', 'run']);
    for (const step of steps) {
      if (step.kind === 'file') writeFileSync(path.join(work, step.name), step.content);
      else await run(step.script, env);
    }

    const owner = new Client({ connectionString: api.database.superuserUrl });
    await owner.connect();
    const { rows } = await owner.query('select value from readings');
    await owner.end();
    expect(rows).toEqual([{ value: 350 }]);
    expect(received.at(-1)).toMatchObject({ authorization: 'Bearer a token' });
    expect(JSON.parse(received.at(-1)?.body ?? '{}')).toMatchObject({ subject: 'Test message of Hydrant' });
  });

  it('gives TypeScript projects all types that plugins of each kind need', async () => {
    const folder = path.join(work, 'gateway-well');
    const names: string[] = [];
    for (const template of ['gateway', 'gateway.test', 'channel', 'channel.test', 'codec', 'codec.test']) {
      const text = readFileSync(path.join(root, 'tools/new-plugin/templates', `${template}.txt`), 'utf8')
        .replace(/\{\{import ([^}]+)\}\}/, "import { $1 } from '@hydrant/plugin-sdk';")
        .replace('{{import-path}}', "import path from 'node:path';")
        .replace('{{import-plugin}}', `import plugin from './${template.replace('.test', '')}';`)
        .replace('{{export}}', 'export default')
        .replace('{{number}}', ': number')
        .replace('{{numbers}}', ': number[]')
        .replace('{{strings}}', ': string[]');
      names.push(`${template}.ts`);
      writeFileSync(path.join(folder, `${template}.ts`), text);
    }
    const options = '--noEmit --strict --target es2023 --module nodenext --types node';
    const types = `--typeRoots ${path.join(root, 'node_modules/@types')}`;
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    await run(`cd ${folder} && node ${tsc} ${options} ${types} ${names.join(' ')}`, {});
  });
});
