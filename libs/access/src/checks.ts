import { rulesToCondition } from '@casl/ability/extra';
import { DomainError } from '@app/kernel';
import type { FilterQuery } from '@mikro-orm/postgresql';
import { ownConditions } from './ability';
import type { Principal } from './principal';
import type { Action, AppAbility, Subject } from './vocabulary';

/** The part of a principal that the checks need. */
export type Holder = Pick<Principal, 'ability'>;

/**
 * Whether a principal may do something.
 *
 * @param object - the object with the fields that conditions name, `tenantId` among them; left out, the question is
 *   whether there could be any such object, which is enough to enter a route and never enough to change a row
 * @param field - one field of the object, where rules are limited to fields
 */
export function allowed(principal: Holder, action: Action, subject: Subject, object?: object, field?: string): boolean {
  const rules = principal.ability.rulesFor(action, subject, field);
  const decisive = rules.find((rule) =>
    object === undefined
      ? !rule.inverted || ownConditions(rule.conditions) === undefined
      : rule.matchesConditions(object as never),
  );
  return decisive !== undefined && !decisive.inverted;
}

/**
 * As {@link allowed}, for code that cannot go on without.
 * @throws {DomainError} `access.forbidden`, which also leads to one row in the audit trail
 */
export function assertAllowed(
  principal: Holder,
  action: Action,
  subject: Subject,
  object?: object,
  field?: string,
): void {
  if (!allowed(principal, action, subject, object, field))
    throw forbidden(`Your roles do not let you ${action} ${wordsFor(subject)}.`);
}

/** A refusal for reasons of rights. `detail` says what to do next where there is something. */
export function forbidden(detail: string, code = 'access.forbidden', title = 'Not allowed'): DomainError {
  return new DomainError('forbidden', code, title, { detail });
}

/**
 * The rights as a condition for queries of the object-relational mapper.
 * @returns null when nothing is allowed: the caller must answer an empty list, never ask without a condition
 */
export function conditionFor<Entity extends object = object>(
  principal: Holder,
  action: Action,
  subject: Subject,
): FilterQuery<Entity> | null {
  const rules = principal.ability.rulesFor(action, subject);
  const condition = rulesToCondition<AppAbility, object, object>(
    rules,
    (rule) => {
      const own = unfold((rule.conditions ?? {}) as Record<string, unknown>);
      return rule.inverted ? { $not: own } : own;
    },
    {
      and: (parts) => (parts.length === 1 ? (parts[0] as object) : { $and: parts }),
      or: (parts) => (parts.length === 1 ? (parts[0] as object) : { $or: parts }),
      empty: () => ({}),
    },
  );
  return condition as FilterQuery<Entity> | null;
}

/** `{ 'owner.id': 1 }` as `{ owner: { id: 1 } }`, which is how the mapper wants it. */
function unfold(condition: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(condition)) {
    if (key === '$and' || key === '$or') {
      result[key] = (value as Record<string, unknown>[]).map(unfold);
    } else {
      const [first, ...rest] = key.split('.') as [string, ...string[]];
      const inner = rest.reduceRight<unknown>((nested, part) => ({ [part]: nested }), value);
      const known = result[first];
      result[first] = isPlain(known) && isPlain(inner) ? { ...known, ...inner } : inner;
    }
  }
  return result;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wordsFor(subject: Subject): string {
  return subject === 'all' ? 'everything' : subject.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
