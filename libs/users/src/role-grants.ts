import { type Principal, builtInRole, covers, forbidden } from '@app/access';
import { roleFacts } from '@app/auth';
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
    const unknown = await this.unheld(work, principal, codes, tenantId);
    if (unknown !== null) throw invalidRole(pointer, `No role is called ${unknown} there.`);
    const nationOnly = codes.find((code) => builtInRole(code)?.nationOnly === true);
    if (nationOnly !== undefined && this.tree.node(tenantId).kind !== 'nation') {
      throw invalidRole(pointer, `The role ${nationOnly} belongs to the nation.`);
    }
  }

  /**
   * Whoever holds more than the principal cannot be changed by the principal: a new password would be a way to those rights.
   * @throws {DomainError} forbidden
   */
  async assertNotAbove(work: Work, principal: Principal, codes: readonly string[], tenantId: number): Promise<void> {
    await this.unheld(work, principal, codes, tenantId);
  }

  /** @returns the first code that names no role; throws where rights are not held */
  private async unheld(
    work: Work,
    principal: Principal,
    codes: readonly string[],
    tenantId: number,
  ): Promise<string | null> {
    const lineage = [tenantId, ...this.tree.ancestorsOf(tenantId)].filter((id) => work.tenants.includes(id));
    for (const code of codes) {
      const { rules, unknown } = await roleFacts(work, [code], lineage);
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
}

function invalidRole(pointer: string, detail: string): DomainError {
  return new DomainError('invalid', 'role.unknown', 'Unknown role', { detail, errors: [{ pointer, detail }] });
}
