import { listOf, type Rule } from './role';

/** A rule as the editor holds it: conditions as the text somebody types. */
export interface RuleDraft {
  key: string;
  action: string[];
  subject: string[];
  /** Words with commas; empty: all fields. */
  fields: string;
  /** JSON; empty: always. */
  conditions: string;
  inverted: boolean;
}

let made = 0;

/** A rule ready to be edited. */
export function draftOf(rule: Rule): RuleDraft {
  made += 1;
  return {
    key: `rule-${made}`,
    action: listOf(rule.action),
    subject: listOf(rule.subject),
    fields: listOf(rule.fields).join(', '),
    conditions: rule.conditions ? JSON.stringify(rule.conditions) : '',
    inverted: rule.inverted ?? false,
  };
}

/** What is wrong with a draft: keys of the catalogue by field. Empty: nothing. */
export function faultsOf(draft: RuleDraft): Partial<Record<'action' | 'subject' | 'conditions', string>> {
  return {
    ...(draft.action.length === 0 ? { action: 'roles.rule.needs_action' } : {}),
    ...(draft.subject.length === 0 ? { subject: 'roles.rule.needs_subject' } : {}),
    ...(draft.conditions.trim() !== '' && conditionsOf(draft) === undefined
      ? { conditions: 'roles.rule.bad_conditions' }
      : {}),
  };
}

function conditionsOf({ conditions }: RuleDraft): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(conditions);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The rule to send. */
export function ruleOf(draft: RuleDraft): Rule {
  const fields = draft.fields.split(/[\s,]+/).filter(Boolean);
  const conditions = draft.conditions.trim() === '' ? undefined : conditionsOf(draft);
  return {
    action: draft.action,
    subject: draft.subject,
    ...(fields.length ? { fields } : {}),
    ...(conditions ? { conditions } : {}),
    ...(draft.inverted ? { inverted: true } : {}),
  };
}
