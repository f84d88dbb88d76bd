import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { builtInRole, builtInRoles } from '@app/access';
import { AuditTrail } from '@app/audit';
import { SETTINGS, type Settings } from '@app/config';
import { UnitOfWork, type Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { TenancyService } from '@app/tenancy';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { arrayLiteral } from './database-values';
import { makeToken, parseToken, secretMatches } from './opaque-tokens';
import { Passwords } from './passwords';

const ADMINISTRATOR = 'admin';
const SERVICE_KEY_DAYS = 366;

/**
 * What must exist before anybody can sign in: the nation, the built-in roles, a first administrator and, for a
 * demonstration, the simulator's key. Does nothing when it is there; several processes may start at once.
 */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstStart.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly units: UnitOfWork,
    private readonly tenancy: TenancyService,
    private readonly passwords: Passwords,
    private readonly audit: AuditTrail,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const nation = await this.tenancy.ensureNation();
    await this.ensureBuiltInRoles(nation.id);
    await this.ensureFirstAdministrator();
    if (this.settings.HYDRANT_DEMO) {
      await this.ensureServiceKey(
        'simulator',
        'nationalAdmin',
        path.join(this.settings.HYDRANT_DATA_DIR, 'simulator.key'),
      );
    }
  }

  /**
   * Makes the first national administrator when there is none: with `HYDRANT_ADMIN_PASSWORD`, or with a generated
   * password that is printed this once and must be changed at the first sign-in. Who sets the environment decides: a
   * given password of 12 characters is taken, and a common one warned of.
   */
  async ensureFirstAdministrator(): Promise<void> {
    const nation = await this.tenancy.ensureNation();
    const given = this.settings.HYDRANT_ADMIN_PASSWORD;
    const made = await this.units.run([nation.id], async (work) => {
      await lock(work, 'hydrant.first-administrator');
      const found = await work.sql(`select 1 from users where tenant_id = ? and 'nationalAdmin' = any (roles)`, [
        nation.id,
      ]);
      if (found.length > 0) return null;
      const password = given ?? this.passwords.generate();
      const weakness = this.passwords.weaknessOf(password, [ADMINISTRATOR]);
      if (weakness !== null) this.logger.warn(`The first administrator's password is weak. ${weakness}`);
      const id = uuidv7();
      await work.sql(
        `insert into users (tenant_id, id, username, display_name, password_hash, must_change_password, roles)
         values (?, ?, ?, 'Administrator', ?, ?, '{nationalAdmin}')`,
        [nation.id, id, ADMINISTRATOR, await this.passwords.hash(password), given === undefined],
      );
      const after = { username: ADMINISTRATOR, roles: ['nationalAdmin'] };
      this.audit.record(work, { action: 'create', objectType: 'User', objectId: id, tenantId: nation.id, after });
      return password;
    });
    if (made !== null && given === undefined) announce(made);
  }

  /**
   * Keeps a file (mode 0600) with a working API key of the nation; makes a new key when the file's is missing or no good.
   * @param role - code of a built-in role
   */
  async ensureServiceKey(name: string, role: string, file: string): Promise<void> {
    if (builtInRole(role) === undefined) throw new RangeError(`No built-in role is called ${role}`);
    const nation = await this.tenancy.ensureNation();
    const present = parseToken(
      'hyk',
      await readFile(file, 'utf8').then(
        (text) => text.trim(),
        () => '',
      ),
    );
    const token = await this.units.run([nation.id], async (work) => {
      await lock(work, `hydrant.service-key.${name}`);
      if (present !== null) {
        const [row] = await work.sql<{ secret_hash: Buffer }>(
          `select secret_hash from api_keys where tenant_id = ? and id = ? and role = ? and revoked_at is null
             and expires_at > now() + interval '30 days'`,
          [nation.id, present.id, role],
        );
        if (row !== undefined && secretMatches(present.secret, row.secret_hash)) return null;
      }
      const id = uuidv7();
      const made = makeToken('hyk', id);
      await work.sql(
        `insert into api_keys (tenant_id, id, name, role, secret_hash, expires_at)
         values (?, ?, ?, ?, ?, now() + make_interval(days => ?))`,
        [nation.id, id, name, role, made.secretHash, SERVICE_KEY_DAYS],
      );
      this.audit.record(work, {
        action: 'create',
        objectType: 'ApiKey',
        objectId: id,
        tenantId: nation.id,
        after: { name, role },
      });
      return made.token;
    });
    if (token === null) return;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.new`, `${token}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
    this.logger.log(`A key for ${name} was written to ${file}`);
  }

  /** Rows of built-in roles follow the code; only whether they ask for a second factor is kept. */
  private async ensureBuiltInRoles(nationId: number): Promise<void> {
    await this.units.run([nationId], async (work) => {
      await lock(work, 'hydrant.built-in-roles');
      for (const { code, name, description, rules } of builtInRoles) {
        await work.sql(
          `insert into roles (tenant_id, id, code, name, description, built_in, rules) values (?, ?, ?, ?, ?, true, ?::jsonb)
           on conflict (tenant_id, code) do update set name = excluded.name, description = excluded.description,
             built_in = true, rules = excluded.rules
           where (roles.name, roles.description, roles.rules) is distinct from (excluded.name, excluded.description, excluded.rules)`,
          [nationId, uuidv7(), code, name, description, JSON.stringify(rules)],
        );
      }
      const codes = arrayLiteral(builtInRoles.map(({ code }) => code));
      await work.sql(`delete from roles where tenant_id = ? and built_in and code <> all (?::text[])`, [
        nationId,
        codes,
      ]);
    });
  }
}

function lock(work: Work, name: string): Promise<unknown> {
  return work.sql(`select pg_advisory_xact_lock(hashtextextended(?, 0))`, [name]);
}

/** Straight to the terminal, never to the log: this is the only time that the password can be read. */
function announce(password: string): void {
  process.stdout.write(
    `\nFirst administrator: ${ADMINISTRATOR}\nOne-time password:   ${password}\nIt is shown this once and must be changed at the first sign-in.\n\n`,
  );
}
