import { type AccessRule, builtInRole } from '@app/access';
import type { Work } from '@app/database';
import { arrayLiteral, jsonOf } from './database-values';

/** What roles amount to for their holder. */
export interface RoleFacts {
  rules: AccessRule[];
  /** At least one of them asks for a second factor. */
  mfaRequired: boolean;
  /** Codes that name no role any more: they give nothing. */
  unknown: string[];
}

interface RoleRow {
  code: string;
  tenant_id: number;
  built_in: boolean;
  rules: AccessRule[] | string;
  mfa_required: boolean;
}

/**
 * What the roles of a user or key give. Built-in rights are code; custom ones belong to the home or a tenant above it,
 * and the nearest counts where codes are the same.
 * @param work - must see `lineage`
 * @param lineage - the home and the tenants above, nearest first
 */
export async function roleFacts(work: Work, codes: readonly string[], lineage: readonly number[]): Promise<RoleFacts> {
  const rows = await work.sql<RoleRow>(
    `select code, tenant_id, built_in, rules, mfa_required from roles
     where code = any (?::text[]) and (built_in or tenant_id = any (?::int[]))`,
    [arrayLiteral(codes), arrayLiteral(lineage)],
  );
  const facts: RoleFacts = { rules: [], mfaRequired: false, unknown: [] };
  for (const code of codes) {
    const builtIn = builtInRole(code);
    const row = rows
      .filter((candidate) => candidate.code === code && candidate.built_in === (builtIn !== undefined))
      .sort((a, b) => lineage.indexOf(a.tenant_id) - lineage.indexOf(b.tenant_id))[0];
    const rules = builtIn?.rules ?? (row === undefined ? undefined : jsonOf(row.rules));
    if (rules === undefined) facts.unknown.push(code);
    else facts.rules.push(...rules);
    facts.mfaRequired ||= row?.mfa_required ?? false;
  }
  return facts;
}
