import { createMongoAbility, mongoQueryMatcher, type MongoQuery } from '@casl/ability';
import type { AccessRule, AppAbility } from './vocabulary';

/** What rules may refer to. */
export interface RuleFacts {
  /** Id of the acting user or key: stands for `${user.id}` in conditions. */
  userId: string;
  /** Internal numbers of the visible tenants; every rule is limited to them. */
  tenants: readonly number[];
}

/**
 * The rights that rules give to one principal: placeholders are filled in and each rule is limited to the visible
 * tenants, so that a rule alone can never reach into another tenant.
 */
export function abilityFrom(rules: readonly AccessRule[], facts: RuleFacts): AppAbility {
  const within = { tenantId: { $in: [...facts.tenants] } };
  return createMongoAbility<AppAbility>(
    rules.map((rule) => {
      const own = fillIn(rule.conditions, facts.userId);
      return { ...rule, conditions: own === undefined ? within : { $and: [within, own] } } as AccessRule;
    }),
    { conditionsMatcher: matcherOf },
  );
}

/** The library's own matcher takes `$and` and `$or` for names of fields; here they join conditions, as they do in queries. */
function matcherOf(conditions: MongoQuery): (object: Record<PropertyKey, unknown>) => boolean {
  const { $and, $or, ...fields } = conditions as MongoQuery & { $and?: MongoQuery[]; $or?: MongoQuery[] };
  const all = [mongoQueryMatcher(fields), ...($and ?? []).map(matcherOf)];
  const any = $or?.map(matcherOf);
  return (object) => all.every((matches) => matches(object)) && (any?.some((matches) => matches(object)) ?? true);
}

/** The conditions that a rule of an ability has beside the tenant limit; undefined when it has none. */
export function ownConditions(conditions: MongoQuery | undefined): MongoQuery | undefined {
  const both = conditions?.['$and'] as MongoQuery[] | undefined;
  return both?.[1];
}

/** Rules for screens: placeholders filled in, without the tenant limit, whose numbers stay on the server. */
export function rulesForScreens(rules: readonly AccessRule[], userId: string): AccessRule[] {
  return rules.map((rule) => {
    const conditions = fillIn(rule.conditions, userId);
    return (conditions === undefined ? rule : { ...rule, conditions }) as AccessRule;
  });
}

/** Conditions with `${user.id}` replaced by an id. */
export function fillIn(conditions: MongoQuery | undefined, userId: string): MongoQuery | undefined {
  if (conditions === undefined || conditions === null) return undefined;
  return JSON.parse(JSON.stringify(conditions), (_key, value: unknown) =>
    value === '${user.id}' ? userId : value,
  ) as MongoQuery;
}
