import { builtInRole, rulesForScreens } from '@app/access';
import type { Profile } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { TenancyService, TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { tokenRefused } from './auth.errors';
import { jsonOf } from './database-values';
import { roleFacts } from './role-facts';

interface ProfileRow {
  username: string;
  display_name: string;
  email: string | null;
  roles: string[] | string;
  must_change_password: boolean;
  mfa_enabled: boolean;
  locale: string;
}

/** Built-in roles that can change what others rely on, or what the public drinks. */
const adviseFor = new Set(['nationalAdmin', 'municipalAdmin', 'operator', 'integrator']);

/** What a user's screens need to know of the user. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly tenancy: TenancyService,
  ) {}

  of(tenantId: number, userId: string): Promise<Profile> {
    const lineage = [tenantId, ...this.tree.ancestorsOf(tenantId)];
    return this.units.run(lineage, async (work) => {
      const [row] = await work.sql<ProfileRow>(
        `select username, display_name, email, to_jsonb(roles) as roles, must_change_password, mfa_enabled, locale
         from users where tenant_id = ? and id = ?`,
        [tenantId, userId],
      );
      if (row === undefined) throw tokenRefused('The user is gone.');
      const roles = jsonOf(row.roles);
      const { rules, mfaRequired } = await roleFacts(work, roles, lineage);
      const { uid, kind } = this.tree.node(tenantId);
      return {
        id: userId,
        username: row.username,
        displayName: row.display_name,
        email: row.email,
        roles,
        rules: rulesForScreens(rules, userId) as Profile['rules'],
        tenant: { id: uid, kind, name: await this.tenancy.nameOf(work, tenantId) },
        mustChangePassword: row.must_change_password,
        mfaEnabled: row.mfa_enabled,
        mfaRequired: mfaRequired && !row.mfa_enabled,
        mfaAdvised: !row.mfa_enabled && roles.some((code) => adviseFor.has(code) || builtInRole(code) === undefined),
        locale: row.locale,
      };
    });
  }
}
