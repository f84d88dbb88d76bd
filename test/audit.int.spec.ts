import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AnchorFiles, AnonymousDenials, AuditCheckpoints, type ChainedRow, genesis, link } from '@app/audit';
import { SigningKeys } from '@app/secrets';
import { verifyExport } from '../tools/audit-verify/verify-export';
import { type AccessWorld, type Identity, accessWorld } from './harness/access-world';
import type { Answer } from './harness/inject';
import { methodOf, operations } from './harness/operations';

/** Real: the whole API, PostgreSQL, files. The forger is the database's superuser. */
describe('the audit trail', () => {
  let world: AccessWorld;
  let folder: string;

  beforeAll(async () => {
    world = await accessWorld();
    folder = await mkdtemp(path.join(tmpdir(), 'hydrant-audit-'));
  }, 120_000);
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const rowsSince = async (
    seqs: Map<number, number>,
  ): Promise<{ action: string; result: string; object_id: string; tenant_id: number }[]> => {
    const { rows } = await world.superuser.query(
      `select tenant_id, seq::int, action, result, object_id from audit_log order by at, seq`,
    );
    return rows.filter((row: { tenant_id: number; seq: number }) => row.seq > (seqs.get(row.tenant_id) ?? 0));
  };
  const heads = async () => {
    const { rows } = await world.superuser.query(`select tenant_id, seq::int from audit_heads`);
    return new Map(rows.map(({ tenant_id: tenant, seq }: { tenant_id: number; seq: number }) => [tenant, seq]));
  };
  const person = (role: string) => world.people.get(role) as Identity;
  const verify = (municipalityId?: string): Promise<Answer> =>
    world.send('GET', `/audit/verify${municipalityId === undefined ? '' : `?municipalityId=${municipalityId}`}`, {
      token: world.admin.token,
    });

  it('writes exactly one row for every mutation', async () => {
    const wrong: string[] = [];
    for (const [name, operation] of Object.entries(operations)) {
      const expected = operation.auditRows ?? (methodOf(name) === 'GET' || (operation.done ?? 0) >= 400 ? 0 : 1);
      const { path: target, body, version } = await operation.prepare(world.own, world.admin, world, true);
      const before = await heads();
      const answer = await world.send(methodOf(name), target, { token: world.admin.token, body, version });
      const rows = (await rowsSince(before)).filter(({ result }) => result === 'done');
      if (answer.status >= 300 && operation.done === undefined)
        wrong.push(`${name}: ${answer.status} ${answer.text.slice(0, 100)}`);
      if (rows.length !== expected)
        wrong.push(
          `${name}: ${rows.length} rows instead of ${expected}: ${rows.map(({ action }) => action).join(', ')}`,
        );
      if (operation.endsSession === true) await world.admin.renew();
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('says who did what, with before and after, and nothing secret', async () => {
    const { token } = person('municipalAdmin');
    const { id, version } = await world.make(world.own, 'zone');
    await world.send('PATCH', `/zones/${id}`, {
      token,
      version,
      body: { name: 'Renamed' },
      headers: { 'user-agent': 'x' },
    });
    const { body } = await world.send('GET', `/audit?objectId=${id}&action=update`, { token });
    expect(body.data).toMatchObject([
      {
        municipalityId: world.own.municipalityId,
        actor: { kind: 'user', id: person('municipalAdmin').userId },
        action: 'update',
        objectType: 'Zone',
        result: 'done',
        after: { name: 'Renamed', version: 2 },
        ip: '127.0.0.1',
      },
    ]);
    expect(body.data[0].before.name).not.toBe('Renamed');
    expect((await world.send('GET', `/audit/${body.data[0].id}`, { token })).body).toEqual(body.data[0]);
    const { rows } = await world.superuser.query(
      `select before::text || after::text as text from audit_log where after is not null`,
    );
    for (const { text } of rows as { text: string | null }[]) {
      expect(text ?? '').not.toMatch(/hyk_[0-9a-f]{32}|\$argon2|oneTimePassword":"(?!\[redacted)/);
    }
  });

  it('writes exactly one row for every refusal of somebody known', async () => {
    const viewer = person('viewer');
    const admin = person('municipalAdmin');
    const cases: [string, () => Promise<Answer>, number, object | null][] = [
      [
        'a route that the role may not enter',
        () => world.send('GET', '/users', { token: viewer.token }),
        403,
        { action: 'read', reason: 'access.forbidden' },
      ],
      [
        'another tenant’s object',
        () => world.send('GET', `/sensors/${world.foreign.sensorId}`, { token: viewer.token }),
        404,
        { object_id: world.foreign.sensorId, reason: 'access.foreign-object' },
      ],
      [
        'another tenant named in a body',
        () =>
          world.send('POST', '/zones', {
            token: admin.token,
            body: { municipalityId: world.foreign.municipalityId, code: 'Q', name: 'Q' },
          }),
        404,
        { object_id: world.foreign.municipalityId },
      ],
      [
        'rights that are not held',
        () =>
          world.send('POST', '/users', {
            token: admin.token,
            body: { username: 'q-q', displayName: 'Q', roles: ['nationalAdmin'] },
          }),
        403,
        { reason: 'role.not-yours' },
      ],
      [
        'a refused create with an idempotency key',
        () =>
          world.send('POST', '/users', {
            token: admin.token,
            headers: { 'idempotency-key': 'k' },
            body: { username: 'q-q', displayName: 'Q', roles: ['nationalAdmin'] },
          }),
        403,
        { reason: 'role.not-yours' },
      ],
      [
        'an object that does not exist',
        () => world.send('GET', `/sensors/01890000-0000-7000-8000-000000000000`, { token: viewer.token }),
        404,
        null,
      ],
      [
        'a wrong password',
        () => world.send('POST', '/auth/login', { body: { username: 'admin', password: 'wrong' } }),
        401,
        { action: 'auth.login', reason: 'auth.invalid-credentials' },
      ],
      [
        'an unknown user',
        () => world.send('POST', '/auth/login', { body: { username: 'nobody', password: 'wrong' } }),
        401,
        null,
      ],
      ['garbage', () => world.send('GET', '/users', { token: 'garbage' }), 401, null],
    ];
    for (const [what, act, status, row] of cases) {
      const before = await heads();
      const answer = await act();
      const { rows } = await world.superuser.query(
        `select tenant_id, seq::int, action, result, object_id, reason from audit_log`,
      );
      const fresh = rows.filter(
        (item: { tenant_id: number; seq: number }) => item.seq > (before.get(item.tenant_id) ?? 0),
      );
      expect([what, answer.status, fresh]).toMatchObject([
        what,
        status,
        row === null ? [] : [{ result: 'denied', ...row }],
      ]);
      expect(fresh).toHaveLength(row === null ? 0 : 1);
    }
    const session = person('operator');
    await world.send('POST', '/auth/logout', { token: session.token });
    const before = await heads();
    expect((await world.send('GET', '/zones', { token: session.token })).status).toBe(401);
    expect(await rowsSince(before)).toMatchObject([
      { result: 'denied', action: 'auth.authenticate', object_id: session.userId },
    ]);
    await session.renew();
  });

  it('counts refusals of strangers and writes them down together', async () => {
    const denials = world.app.get(AnonymousDenials);
    await denials.flush();
    for (let index = 0; index < 30; index += 1) await world.send('GET', '/zones');
    await denials.flush();
    const { body } = await world.send('GET', '/audit?action=access.anonymous-denials&limit=1', {
      token: world.admin.token,
    });
    expect(body.data[0]).toMatchObject({
      actor: { kind: 'anonymous' },
      after: { total: 30, byReason: { 'auth.required': 30 } },
    });
    expect(body.data[0].after.samples).toHaveLength(10);
  });

  it('pages, filters and stays within the caller’s tenants', async () => {
    const { token } = person('auditor');
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Answer = await world.send('GET', `/audit?limit=7${cursor === null ? '' : `&cursor=${cursor}`}`, {
        token,
      });
      ids.push(...page.body.data.map(({ id }: { id: string }) => id));
      expect(
        page.body.data.every(
          ({ municipalityId }: { municipalityId: string }) => municipalityId === world.own.municipalityId,
        ),
      ).toBe(true);
      cursor = page.body.page.next;
    } while (cursor !== null);
    const { rows } = await world.superuser.query(
      `select id from audit_log where tenant_id = $1 order by at desc, id desc`,
      [world.own.tenant],
    );
    expect(ids).toEqual(rows.map(({ id }: { id: string }) => id));
    expect((await world.send('GET', '/audit?cursor=nonsense', { token })).status).toBe(422);
    expect((await world.send('GET', '/audit?objectType=Zone&result=denied', { token })).body.data).toEqual([]);
  });

  it('keeps one unbroken chain while many write at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_item, index) =>
        world.send('POST', '/zones', {
          token: world.admin.token,
          body: {
            municipalityId: (index % 2 === 0 ? world.own : world.foreign).municipalityId,
            code: `P${index}`,
            name: 'Parallel',
          },
        }),
      ),
    );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect((await verify()).body).toMatchObject({ valid: true });
  });

  it('seals what is new, once', async () => {
    const checkpoints = world.app.get(AuditCheckpoints);
    expect(await checkpoints.run()).toMatchObject({ broken: [] });
    expect(await checkpoints.run()).toEqual({ sealed: 0, broken: [] });
    await Promise.all([world.make(world.own, 'zone'), world.make(world.own, 'zone')]);
    const [one, two] = await Promise.all([checkpoints.run(), checkpoints.run()]);
    expect(one.sealed + two.sealed).toBe(1);
    const { body } = await verify(world.own.municipalityId);
    expect(body).toMatchObject({
      valid: true,
      chains: [{ tenant: world.own.municipalityId, lastCheckpoint: { seq: body.chains[0].rows } }],
    });
  });

  it('cannot be changed by the application, nor by anybody without force', async () => {
    for (const statement of [
      `update audit_log set action = 'x'`,
      `delete from audit_log`,
      `truncate audit_log`,
      `delete from audit_checkpoints`,
    ]) {
      await expect(world.superuser.query(statement)).rejects.toThrow('append-only');
      await world.superuser.query('begin');
      await world.superuser.query('set local role hydrant_app');
      await expect(world.superuser.query(statement)).rejects.toThrow(/permission denied|append-only/);
      await world.superuser.query('rollback');
    }
  });

  describe('under the hands of the superuser', () => {
    let trueRows: ChainedRow[];
    let exported: string;

    const sql = async (...statements: string[]) => {
      for (const statement of statements) await world.superuser.query(statement);
    };
    const exportNow = async (name: string) => {
      const { text } = await world.send('GET', `/audit/export?municipalityId=${world.own.municipalityId}`, {
        token: world.admin.token,
      });
      const file = path.join(folder, name);
      await writeFile(file, text);
      return {
        file,
        rows: text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as ChainedRow),
      };
    };

    beforeAll(async () => {
      for (let index = 0; index < 8; index += 1) await world.make(world.own, 'zone');
      await world.app.get(AuditCheckpoints).run();
      const { file, rows } = await exportNow('true.ndjson');
      exported = file;
      trueRows = rows;
      await sql(
        `create table kept_log as select * from audit_log`,
        `create table kept_heads as select * from audit_heads`,
        `create table kept_seals as select * from audit_checkpoints`,
      );
      await sql(`alter table audit_log disable trigger all`, `alter table audit_checkpoints disable trigger all`);
    });
    afterEach(async () => {
      await sql(`truncate audit_log, audit_heads, audit_checkpoints`);
      await sql(
        `insert into audit_log select * from kept_log`,
        `insert into audit_heads select * from kept_heads`,
        `insert into audit_checkpoints select * from kept_seals`,
      );
      expect((await verify()).body).toMatchObject({ valid: true });
    });

    /** The row in the middle of the sealed part, and the last one. */
    const middle = () => Math.floor(trueRows.length / 2);
    const last = () => trueRows.length;
    const own = () => `tenant_id = ${world.own.tenant}`;

    const expectBoth = async (name: string, firstBadSeq: number, fault: string) => {
      const { body } = await verify(world.own.municipalityId);
      expect(body).toMatchObject({ valid: false, chains: [{ valid: false, firstBadSeq, fault }] });
      const { file } = await exportNow(`${name}.ndjson`);
      const offline = await verifyExport({ file, checkpoints: world.app.get(AnchorFiles).folder, key: null });
      expect(offline.find(({ tenant }) => tenant === world.own.municipalityId)).toMatchObject({
        valid: false,
        firstBadSeq,
        fault,
      });
    };

    it('names a row that was altered', async () => {
      await sql(`update audit_log set actor_name = 'somebody else' where ${own()} and seq = ${middle()}`);
      await expectBoth('altered', middle(), 'altered');
    });

    it('names the place of a row that was deleted', async () => {
      await sql(`delete from audit_log where ${own()} and seq = ${middle()}`);
      await expectBoth('deleted', middle(), 'missing');
    });

    it('names a row that was put in between, though the others were moved up', async () => {
      await sql(
        `update audit_log set seq = -seq - 1 where ${own()} and seq >= ${middle()}`,
        `update audit_log set seq = -seq where ${own()} and seq < 0`,
        `insert into audit_log select tenant_id, ${middle()}, gen_random_uuid(), at, actor_kind, actor_id, actor_name, 'invented', object_type,
           object_id, result, before, after, reason, request_id, ip, prev_hash, hash from audit_log where ${own()} and seq = ${middle() - 1}`,
        `update audit_heads set seq = seq + 1 where ${own()}`,
      );
      await expectBoth('inserted', middle(), 'unlinked');
    });

    it('names the first row of a tail that was cut off, though the head was moved back', async () => {
      await sql(
        `delete from audit_log where ${own()} and seq > ${last() - 3}`,
        `update audit_heads set (seq, hash) = (select seq, hash from audit_log where ${own()} order by seq desc limit 1) where ${own()}`,
        `delete from audit_checkpoints where ${own()}`,
      );
      await expectBoth('cut', last() - 2, 'missing');
    });

    const recompute = async () => {
      let { hash } = genesis(world.own.municipalityId);
      for (const row of trueRows) {
        const forged = link(hash, row.seq === middle() ? { ...row, action: 'harmless' } : row);
        await world.superuser.query(
          `update audit_log set action = $1, prev_hash = decode($2, 'hex'), hash = decode($3, 'hex') where tenant_id = $4 and seq = $5`,
          [forged.action, forged.prevHash, forged.hash, world.own.tenant, forged.seq],
        );
        hash = forged.hash;
      }
      await world.superuser.query(`update audit_heads set hash = decode($1, 'hex') where tenant_id = $2`, [
        hash,
        world.own.tenant,
      ]);
    };

    it('names the row of a chain that was computed anew', async () => {
      await recompute();
      await expectBoth('recomputed', middle(), 'rewritten');
    });

    it('names it still when the seals were taken out of the database, or forged', async () => {
      await recompute();
      await sql(`delete from audit_checkpoints where ${own()}`);
      await expectBoth('recomputed-unsealed', middle(), 'rewritten');
      await sql(
        `insert into audit_checkpoints select tenant_id, gen_random_uuid(), seq, hash, root, now(), key_id, '\\x00', 0 from kept_seals where ${own()} limit 1`,
      );
      expect((await verify(world.own.municipalityId)).body).toMatchObject({
        valid: false,
        chains: [{ fault: 'forged-seal' }],
      });
    });

    it('is not sealed over', async () => {
      const { rows } = await world.superuser.query(`select max(seq)::int as seq from audit_checkpoints where ${own()}`);
      await world.make(world.own, 'zone');
      await world.make(world.own, 'zone');
      await sql(`update audit_log set actor_name = 'x' where ${own()} and seq = ${rows[0].seq + 1}`);
      expect(await world.app.get(AuditCheckpoints).run()).toMatchObject({
        broken: [{ tenant: world.own.municipalityId, firstBadSeq: rows[0].seq + 1 }],
      });
    });

    it('holds when nothing was done to it, by the key that is trusted and by no other', async () => {
      const checkpoints = world.app.get(AnchorFiles).folder;
      const key = path.join(folder, 'key.json');
      await writeFile(key, JSON.stringify(world.app.get(SigningKeys).current('audit').publicJwk));
      const mine = async (keyFile: string | null) =>
        (await verifyExport({ file: exported, checkpoints, key: keyFile })).find(
          ({ tenant }) => tenant === world.own.municipalityId,
        );
      expect(await mine(null)).toMatchObject({ valid: true, rows: trueRows.length });
      expect(await mine(key)).toMatchObject({ valid: true });
      await writeFile(key, JSON.stringify(world.app.get(SigningKeys).current('token').publicJwk));
      expect(await mine(key)).toMatchObject({ valid: false, fault: 'forged-seal' });
    });
  });
});
