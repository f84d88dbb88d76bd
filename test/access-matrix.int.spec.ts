import { type Action, type Subject, abilityFrom, allowed, builtInRole, builtInRoles } from '@app/access';
import { openApiDocument } from '@app/http';
import { isUuid, uuidv7 } from '@app/kernel';
import { SigningKeys } from '@app/secrets';
import { SignJWT } from 'jose';
import { type AccessWorld, type Identity, accessWorld } from './harness/access-world';
import { type Operation, methodOf, operations, publicOperations } from './harness/operations';

type Access = 'public' | 'signed-in' | { action: Action; subject: Subject };

/**
 * Every operation of the OpenAPI document, tried by everybody. What to expect is worked out from what each operation
 * declares and what each role may do. Real: the whole API, PostgreSQL with row security.
 */
describe('who may enter', () => {
  let world: AccessWorld;
  let declared: Map<string, Access>;

  beforeAll(async () => {
    world = await accessWorld();
    declared = new Map();
    for (const [path, item] of Object.entries(openApiDocument(world.app).paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const short = path.startsWith('/api/v1/') ? path.slice('/api/v1'.length) : `/${path}`;
        declared.set(
          `${method.toUpperCase()} ${short}`,
          (operation as Record<string, unknown>)['x-hydrant-access'] as Access,
        );
      }
    }
  }, 120_000);
  afterAll(() => world.close());

  /** A short list of what went wrong, instead of the first of a thousand cells. */
  const cells = async (
    check: (name: string, operation: Operation, access: Access, wrong: (found: string) => void) => Promise<void>,
  ) => {
    const found: string[] = [];
    for (const [name, operation] of Object.entries(operations)) {
      await check(name, operation, declared.get(name) as Access, (text) => found.push(`${name}: ${text}`));
    }
    expect(found).toEqual([]);
  };

  const attempt = async (
    name: string,
    operation: Operation,
    who: Identity,
    where: 'own' | 'foreign',
    succeeds: boolean,
  ) => {
    const { path, body, version } = await operation.prepare(world[where], who, world, succeeds);
    return world.send(methodOf(name), path, { token: who.token, body, version });
  };

  it('knows every operation, and every one declares who may enter', () => {
    const open = [...declared].filter(([, access]) => access === 'public').map(([name]) => name);
    expect([...declared].filter(([, access]) => access === undefined)).toEqual([]);
    expect(publicOperations).toEqual(expect.arrayContaining(open));
    const guarded = [...declared.keys()].filter((name) => declared.get(name) !== 'public');
    expect(Object.keys(operations).sort()).toEqual(guarded.sort());
  });

  it('lets nobody in without a good token', async () => {
    const key = world.app.get(SigningKeys).current('token');
    const past = Math.floor(Date.now() / 1000) - 3_600;
    const expired = await new SignJWT({ sid: world.admin.sessionId, ten: uuidv7(), ver: 1 })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.id })
      .setSubject(world.admin.userId)
      .setIssuer('hydrant')
      .setAudience('hydrant-api')
      .setIssuedAt(past - 900)
      .setNotBefore(past - 900)
      .setExpirationTime(past)
      .sign(key.privateKey);
    const [header, , signature] = world.admin.token.split('.');
    const tokens: Record<string, string | undefined> = {
      'no token': undefined,
      'an expired token': expired,
      garbage: 'garbage',
      'a forged token': `${header}.${Buffer.from('{"sub":"x"}').toString('base64url')}.${signature}`,
      'an unknown API key': `hyk_${uuidv7().replaceAll('-', '')}_${'A'.repeat(43)}`,
    };
    await cells(async (name, operation, _access, wrong) => {
      const { path, body, version } = await operation.prepare(world.own, world.admin, world, false);
      for (const [which, token] of Object.entries(tokens)) {
        const { status, body: answer } = await world.send(methodOf(name), path, { token, body, version });
        if (status !== 401 || answer.code === undefined) wrong(`${which} is answered ${status}`);
      }
    });
  }, 120_000);

  const isNational = (role: string): boolean => builtInRole(role)?.nationOnly === true;
  const may = (role: string, access: Access, object?: object): boolean => {
    if (access === 'signed-in' || access === 'public') return true;
    const ability = abilityFrom(builtInRole(role)?.rules ?? [], { userId: 'me', tenants: [1] });
    return allowed(
      { ability },
      access.action,
      access.subject,
      object === undefined ? undefined : { tenantId: 1, ...object },
    );
  };
  const successOf = (name: string, { done }: Operation) => done ?? (methodOf(name) === 'DELETE' ? 204 : 200);
  const roles = builtInRoles.map(({ code }) => code);

  it.each(roles)(
    'lets the role %s do what it may in its own place, and nothing else',
    async (role) => {
      const who = world.people.get(role) as Identity;
      const foreign = Object.values(world.foreign).filter((value) => isUuid(String(value)));
      await cells(async (name, operation, access, wrong) => {
        const hidden = operation.aboveTown === true && !isNational(role);
        const refused = may(role, access) && hidden ? 404 : may(role, access, operation.object) ? undefined : 403;
        const answer = await attempt(name, operation, who, 'own', refused === undefined);
        const expected = refused ?? successOf(name, operation);
        if (answer.status !== expected) wrong(`${answer.status} instead of ${expected}: ${answer.text.slice(0, 200)}`);
        if (!isNational(role) && foreign.some((id) => answer.text.includes(id as string))) wrong('shows foreign ids');
        if (/"tenant_?[iI]d"/.test(answer.text)) wrong('shows the internal number of a tenant');
        if (operation.endsSession === true) await who.renew();
      });
    },
    120_000,
  );

  it.each(roles.filter((role) => !isNational(role)))(
    'does not let the role %s learn that another place exists',
    async (role) => {
      const who = world.people.get(role) as Identity;
      await cells(async (name, operation, access, wrong) => {
        const refused = !may(role, access) ? 403 : operation.narrows === true ? undefined : 404;
        const answer = await attempt(name, operation, who, 'foreign', false);
        const expected = refused ?? successOf(name, operation);
        if (answer.status !== expected) wrong(`${answer.status} instead of ${expected}: ${answer.text.slice(0, 200)}`);
        const { municipalityId, assetId } = world.foreign;
        if (answer.status < 300 && [municipalityId, assetId].some((id) => answer.text.includes(id)))
          wrong('shows foreign ids');
        if (operation.endsSession === true) await who.renew();
      });
    },
    120_000,
  );

  it('stores no reading for a foreign sensor', async () => {
    const who = world.people.get('integrator') as Identity;
    const before = await world.superuser.query(`select count(*) from readings where tenant_id = $1`, [
      world.foreign.tenant,
    ]);
    const body = [{ sensor_id: world.foreign.sensorId, value: 3, unit: 'bar' }];
    const answer = await world.send('POST', '/batch/readings', { token: who.token, body });
    expect(answer.body).toMatchObject({ stored: 0, quarantined: 1 });
    const after = await world.superuser.query(`select count(*) from readings where tenant_id = $1`, [
      world.foreign.tenant,
    ]);
    expect(after.rows).toEqual(before.rows);
  });

  it('answers commands on foreign alerts one by one as not found', async () => {
    const who = world.people.get('operator') as Identity;
    const body = { command: 'acknowledge', ids: [world.foreign.alertId] };
    const answer = await world.send('POST', '/alerts/commands', { token: who.token, body });
    expect(answer.body.results).toMatchObject([{ ok: false, code: 'object.not-found', alert: null }]);
  });
});
