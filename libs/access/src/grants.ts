import { type AppAbility, type AccessRule, type Action, type Subject, actions, subjects } from './vocabulary';
import { fillIn, ownConditions } from './ability';

/** A rule for one action and subject, in a form that can be compared. */
interface Share {
  inverted: boolean;
  /** Sorted; undefined means every field. */
  fields: string[] | undefined;
  /** Canonical text; undefined means always. */
  conditions: string | undefined;
}

const singleActions = actions.filter((action) => action !== 'manage');
const singleSubjects = subjects.filter((subject) => subject !== 'all');

/**
 * Whether everything that `granted` rules would allow is held by the one who grants them: nobody gives what they do not
 * have. Errs on the side of no where rules are too different to compare.
 */
export function covers(holder: AppAbility, granted: readonly AccessRule[], holderId: string): boolean {
  return singleActions.every((action) =>
    singleSubjects.every((subject) =>
      coversOne(
        sharesOf(holder.rules, action, subject, (conditions) => ownConditions(conditions)),
        sharesOf(granted, action, subject, (conditions) => fillIn(conditions, holderId)),
      ),
    ),
  );
}

function coversOne(own: Share[], given: Share[]): boolean {
  const wanted = given.filter(({ inverted }) => !inverted);
  if (wanted.length === 0) return true;
  if (JSON.stringify(own) === JSON.stringify(given)) return true;
  const lastTaken = own.findLastIndex(({ inverted }) => inverted);
  const usable = own.slice(lastTaken + 1);
  if (lastTaken >= 0) return usable.some(isWhole);
  return wanted.every((share) => usable.some((candidate) => includes(candidate, share)));
}

function isWhole({ fields, conditions }: Share): boolean {
  return fields === undefined && conditions === undefined;
}

function includes(own: Share, wanted: Share): boolean {
  const conditions = own.conditions === undefined || own.conditions === wanted.conditions;
  const fields = own.fields === undefined || (wanted.fields?.every((field) => own.fields?.includes(field)) ?? false);
  return conditions && fields;
}

function sharesOf(
  rules: readonly AccessRule[],
  action: Action,
  subject: Subject,
  conditionsOf: (conditions: AccessRule['conditions']) => AccessRule['conditions'],
): Share[] {
  const concerns = (chosen: string | string[], one: string, all: string) =>
    [chosen].flat().some((word) => word === one || word === all);
  return rules
    .filter(
      (rule) => concerns(rule.action, action, 'manage') && concerns(rule.subject as string | string[], subject, 'all'),
    )
    .map((rule) => ({
      inverted: rule.inverted === true,
      fields: rule.fields === undefined ? undefined : [rule.fields].flat().sort(),
      conditions: canonical(conditionsOf(rule.conditions)),
    }));
}

function canonical(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
