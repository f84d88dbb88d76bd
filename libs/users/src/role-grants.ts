import { type Principal, builtInRole, covers, forbidden } from '@app/access';
import { type RoleFacts, roleFacts } from '@app/auth';
import type { Work } from '@app/database';
import { DomainError } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';

/** Who may give which roles to whom. */
@Injectable()
export class RoleGrants {
  constructor(private readonly tree: TenantTree) {}

  /**
   * @param pointer - where the codes stand in the body
   * @throws {DomainError} invalid for a code that names no role there, forbidden for rights that the principal does not hold
   */
  async assertMayGive(
    work: Work,
    principal: Principal,
    codes: readonly string[],
    tenantId: number,
    pointer: string,
  ): Promise<void> {
    const lineage = this.lineageOf(tenantId).filter((id) => work.tenants.includes(id));
    const unknown = await unheld(principal, codes, (code) => roleFacts(work, [code], lineage));
    if (unknown !== null) throw invalidRole(pointer, `No role is called ${unknown} there.`);
    const nationOnly = codes.find((code) => builtInRole(code)?.nationOnly === true);
    if (nationOnly !== undefined && this.tree.node(tenantId).kind !== 'nation') {
      throw invalidRole(pointer, `The role ${nationOnly} belongs to the nation.`);
    }
  }

  /**
   * Whoever holds more than the principal cannot be changed by the principal: a new password would be a way to those rights.
   * Roles of the tenants above count too, though the principal does not see them.
   * @throws {DomainError} forbidden
   */
  async assertNotAbove(work: Work, principal: Principal, codes: readonly string[], tenantId: number): Promise<void> {
    const lineage = this.lineageOf(tenantId);
    await unheld(principal, codes, async (code) => {
      await scope(work, [...new Set([...work.tenants, ...lineage])]);
      const facts = await roleFacts(work, [code], lineage);
      await scope(work, work.tenants);
      return facts;
    });
  }

  /** The home and the tenants above, nearest first. */
  private lineageOf(tenantId: number): number[] {
    return [tenantId, ...this.tree.ancestorsOf(tenantId)];
  }
}

/**
 * @returns the first code that names no role
 * @throws {DomainError} forbidden where rights are not held
 */
async function unheld(
  principal: Principal,
  codes: readonly string[],
  factsOf: (code: string) => Promise<RoleFacts>,
): Promise<string | null> {
  for (const code of codes) {
    const { rules, unknown } = await factsOf(code);
    if (unknown.length > 0) return code;
    if (!covers(principal.ability, rules, principal.id)) {
      throw forbidden(
        `The role ${code} gives rights that you do not hold yourself.`,
        'role.not-yours',
        'Rights not held',
      );
    }
  }
  return null;
}

/** Sets whose rows the transaction sees from here on. */
function scope(work: Work, tenants: readonly number[]): Promise<unknown> {
  return work.sql(`select set_config('app.tenants', ?, true)`, [tenants.join(',')]);
}

function invalidRole(pointer: string, detail: string): DomainError {
  return new DomainError('invalid', 'role.unknown', 'Unknown role', { detail, errors: [{ pointer, detail }] });
}
