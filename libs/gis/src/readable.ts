import { type Principal, type Subject, conditionFor } from '@app/access';
import type { Work } from '@app/database';
import type { EntityClass, FilterQuery } from '@mikro-orm/postgresql';

/** A SQL condition on rows named `t`, with its parameters; it begins with `and`. */
export interface SqlCondition {
  sql: string;
  parameters: readonly unknown[];
}

/**
 * What a principal's rights mean for a hand-written query: nothing more than the tenants for plain rules, a sub-query
 * for rules with conditions of their own.
 * @returns null when nothing may be read
 */
export function readable<Row extends object>(
  work: Work,
  principal: Principal,
  subject: Subject,
  entity: EntityClass<Row>,
  tenants: readonly number[],
): SqlCondition | null {
  const rights = conditionFor<Row>(principal, 'read', subject);
  if (rights === null) return null;
  const scope: SqlCondition = { sql: 'and t.tenant_id = any (?::int[])', parameters: [`{${tenants.join(',')}}`] };
  if (!isConditional(principal, subject)) return scope;
  const query = work.em
    .createQueryBuilder(entity)
    .select('id' as never)
    .where(rights as FilterQuery<Row> as never);
  return {
    sql: `${scope.sql} and t.id in (${query.getQuery()})`,
    parameters: [...scope.parameters, ...query.getParams()],
  };
}

/** True when the rules say more than "all of these tenants"; then an answer may not be shared between principals. */
export function isConditional(principal: Principal, subject: Subject): boolean {
  return principal.ability
    .rulesFor('read', subject)
    .some(({ inverted, conditions }) => inverted || (conditions !== undefined && '$and' in conditions));
}
