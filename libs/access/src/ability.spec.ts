import { abilityFrom } from './ability';
import { allowed } from './checks';
import type { AccessRule } from './vocabulary';

const holder = (...rules: AccessRule[]) => ({ ability: abilityFrom(rules, { userId: 'u1', tenants: [3, 4] }) });

describe('abilityFrom', () => {
  it('limits every rule to the visible tenants', () => {
    const admin = holder({ action: 'manage', subject: 'all' });
    expect(allowed(admin, 'update', 'Alert', { tenantId: 3 })).toBe(true);
    expect(allowed(admin, 'update', 'Alert', { tenantId: 5 })).toBe(false);
  });

  it('joins the conditions of a rule with the tenant limit', () => {
    const crew = holder({ action: 'resolve', subject: 'Alert', conditions: { ownerId: '${user.id}' } });
    expect(allowed(crew, 'resolve', 'Alert', { tenantId: 3, ownerId: 'u1' })).toBe(true);
    expect(allowed(crew, 'resolve', 'Alert', { tenantId: 3, ownerId: 'u2' })).toBe(false);
    expect(allowed(crew, 'resolve', 'Alert', { tenantId: 5, ownerId: 'u1' })).toBe(false);
  });

  it('understands $and and $or in the conditions of a rule', () => {
    const conditions = { $or: [{ priority: 'low' }, { $and: [{ priority: 'high' }, { ownerId: '${user.id}' }] }] };
    const some = holder({ action: 'shelve', subject: 'Alert', conditions } as AccessRule);
    const may = (priority: string, ownerId: string) =>
      allowed(some, 'shelve', 'Alert', { tenantId: 4, priority, ownerId });
    expect([may('low', 'x'), may('high', 'u1'), may('high', 'x'), may('medium', 'u1')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
