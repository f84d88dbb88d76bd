import { readSettings } from '@app/config';
import {
  Controller,
  Get,
  Injectable,
  Module,
  type CanActivate,
  type ExecutionContext,
  UnauthorizedException,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import * as fc from 'fast-check';
import { pino } from 'pino';
import { createHttpApplication } from '../http-application';
import { RequestContext } from '../request-context';
import { MemoryRateStorage } from './memory-storage';
import { networkOf } from './rate-limiter';
import { SpentCredentials } from './spent-credentials';

@Injectable()
class BearerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
    const [, kind, id = ''] = /^Bearer (user|bad):?(.*)$/.exec(headers['authorization'] ?? '') ?? [];
    if (kind === 'bad') throw new UnauthorizedException();
    if (kind === 'user') RequestContext.setPrincipal({ kind: 'user', id, name: id, tenantId: 1, tenants: [1] });
    return true;
  }
}

@Controller('things')
class ThingsController {
  @Get()
  list() {
    return [];
  }
}

/** Open to anybody, as signing in is: the guard lets every credential through unread. */
@Controller('open')
class OpenController {
  static answered = 0;

  @Get()
  answer() {
    OpenController.answered += 1;
    return [];
  }
}

/** As a gateway mounts its path: beside the guards, its handler finds out which device calls. */
function mountGateway(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/v1/gateway', ({ headers }) => {
      RequestContext.setDevice(/^Bearer device:(.*)$/.exec(headers.authorization ?? '')?.[1] ?? '');
      return [];
    });
}

@Controller('health/live')
class HealthController {
  @Get()
  live() {
    return {};
  }
}

@Module({
  controllers: [ThingsController, OpenController, HealthController],
  providers: [{ provide: APP_GUARD, useClass: BearerGuard }],
})
class ThingsModule {}

const settings = readSettings({
  DATABASE_URL: 'postgresql://nobody@localhost/none',
  HYDRANT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  RATE_LIMIT_PER_MINUTE: '3',
  RATE_LIMIT_USER_PER_MINUTE: '5',
  RATE_LIMIT_DEVICE_PER_MINUTE: '4',
  HYDRANT_TRUSTED_PROXIES: '127.0.0.1',
});

describe('rate limits', () => {
  let app: NestFastifyApplication;
  let address = 0;

  beforeAll(async () => {
    app = await createHttpApplication(ThingsModule, settings, { portal: null, log: pino({ level: 'silent' }) });
    mountGateway(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const from = () => `10.0.0.${(address += 1)}`;
  const statuses = async (count: number, ip: string, bearer?: string, url = '/api/v1/things') => {
    const found: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const headers = { 'x-forwarded-for': ip, ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) };
      found.push((await app.inject({ url, headers })).statusCode);
    }
    return found;
  };

  it('counts anonymous requests by address, and only those of that address', async () => {
    const ip = from();
    expect(await statuses(5, ip)).toEqual([200, 200, 200, 429, 429]);
    expect(await statuses(1, from())).toEqual([200]);
    expect(await statuses(20, ip, undefined, '/health/live')).toEqual(Array.from({ length: 20 }, () => 200));
  });

  it('gives a user the same budget from every address, beside that of the address', async () => {
    const ip = from();
    expect(await statuses(4, ip, 'user:anna')).toEqual([200, 200, 200, 200]);
    expect(await statuses(3, from(), 'user:anna')).toEqual([200, 429, 429]);
    expect(await statuses(1, ip, 'user:berta')).toEqual([200]);
    expect(await statuses(3, ip)).toEqual([200, 200, 200]);
  });

  it('lets guessing of credentials run out without shutting out those behind the same address', async () => {
    const ip = from();
    expect(await statuses(5, ip, 'bad')).toEqual([401, 401, 401, 429, 429]);
    expect(await statuses(1, ip, 'user:carla')).toEqual([200]);
  });

  it('counts requests to an open route by address, whatever credential they carry', async () => {
    const ip = from();
    OpenController.answered = 0;
    expect(await statuses(5, ip, 'junk', '/api/v1/open')).toEqual([200, 200, 200, 429, 429]);
    expect(OpenController.answered).toBe(3);
  });

  it('refuses a device beyond its budget on arrival, and nobody else', async () => {
    const ip = from();
    const url = '/api/v1/gateway';
    expect(await statuses(7, ip, 'device:pump', url)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(await statuses(1, ip, 'device:valve', url)).toEqual([200]);
  });

  it('says on every answer what is left, and when to come again', async () => {
    const ip = from();
    const ask = () => app.inject({ url: '/api/v1/things', headers: { 'x-forwarded-for': ip } });
    const first = await ask();
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': '2' });
    expect(Number(first.headers['x-ratelimit-reset'])).toBeGreaterThan(50);
    await ask();
    await ask();
    const refused = await ask();
    expect(refused.headers).toMatchObject({
      'x-ratelimit-remaining': '0',
      'content-type': 'application/problem+json; charset=utf-8',
    });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('MemoryRateStorage', () => {
  it('starts anew when the window has ended', async () => {
    let now = 0;
    const storage = new MemoryRateStorage(10, () => now);
    await storage.increment('a', 1000, 1);
    expect((await storage.increment('a', 1000, 1)).isBlocked).toBe(true);
    now = 1000;
    expect(await storage.increment('a', 1000, 1)).toMatchObject({ totalHits: 1, isBlocked: false });
  });

  it('never holds more keys than it may, and never forgets a running window for an ended one', async () => {
    let now = 0;
    const storage = new MemoryRateStorage(100, () => now);
    for (let index = 0; index < 1_000; index += 1) {
      now = index;
      await storage.increment(`key${index}`, 50, 1);
      expect(storage.size).toBeLessThanOrEqual(100);
    }
    expect((await storage.increment('key999', 50, 1)).totalHits).toBe(2);
  });
});

describe('SpentCredentials', () => {
  it('forgets when the budget is full again', () => {
    let now = 0;
    const spent = new SpentCredentials(10, () => now);
    spent.note('Bearer a', { limit: 4, remaining: 0, resetS: 2, exceeded: true });
    expect(spent.find('Bearer a')).toMatchObject({ resetS: 2, exceeded: true });
    expect(spent.find('Bearer b')).toBeUndefined();
    now = 2000;
    expect(spent.find('Bearer a')).toBeUndefined();
  });
});

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (ip, network) => expect(networkOf(ip)).toBe(network));

  it('does not depend on the last 64 bits of an IPv6 address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        expect(networkOf(ip)).toMatch(/^([\da-f]{1,4}:){4}:\/64$|^[\d.]+$/);
      }),
    );
  });
});
