import * as fc from 'fast-check';
import { abilityFrom, rulesForScreens } from './ability';
import { builtInRole, builtInRoles } from './built-in-roles.policy';
import { allowed, assertAllowed, conditionFor } from './checks';
import { checkCustomRules } from './custom-rules';
import { covers } from './grants';
import { type AccessRule, type Action, type Subject, actions, subjects } from './vocabulary';

const holder = (rules: AccessRule[], tenants = [2, 3]) => ({ ability: abilityFrom(rules, { userId: 'me', tenants }) });
const role = (code: string) => holder(builtInRole(code)?.rules ?? []);
const singles = actions.filter((action) => action !== 'manage');
const things = subjects.filter((subject) => subject !== 'all');

describe('built-in roles', () => {
  /** Written out by hand, so that a change of a role is a change here too. */
  const mayChange: Record<string, string[]> = {
    nationalAdmin: things,
    municipalAdmin: [
      'Municipality',
      'User',
      'Role',
      'ApiKey',
      'Zone',
      'Asset',
      'Device',
      'Codec',
      'Balance',
      'Sensor',
      'Twin',
      'Model',
      'Maintenance',
      'Alert',
      'Quarantine',
      // Importing recorded readings.
      'Reading',
    ],
    operator: ['Alert', 'Twin', 'Maintenance'],
    fieldCrew: ['Alert', 'Maintenance'],
    integrator: ['Device', 'Codec', 'Sensor', 'Quarantine', 'Reading', 'Maintenance'],
    auditor: [],
    viewer: [],
  };

  it.each(builtInRoles.map(({ code }) => code))('%s changes only what it is for', (code) => {
    const changing: Action[] = ['create', 'update', 'delete', 'acknowledge', 'shelve', 'assign', 'resolve', 'import'];
    const found = things.filter((subject) => changing.some((action) => allowed(role(code), action, subject)));
    expect(found.sort()).toEqual([...(mayChange[code] ?? [])].sort());
  });

  it('leave reading of the audit trail and of users to few', () => {
    const readers = (subject: Subject) =>
      builtInRoles.map(({ code }) => code).filter((code) => allowed(role(code), 'read', subject));
    expect(readers('Audit')).toEqual(['nationalAdmin', 'municipalAdmin', 'auditor']);
    expect(readers('System')).toEqual(['nationalAdmin']);
    expect(readers('User')).toEqual(['nationalAdmin', 'municipalAdmin', 'operator', 'auditor']);
    expect(allowed(role('operator'), 'read', 'User', { tenantId: 2 }, 'email')).toBe(false);
  });
});

describe('rights', () => {
  it('end at the visible tenants, whatever the rule says', () => {
    for (const { code } of builtInRoles) {
      for (const action of singles)
        for (const subject of things)
          expect(allowed(role(code), action, subject, { tenantId: 4, ownerId: 'me' })).toBe(false);
    }
    expect(allowed(role('nationalAdmin'), 'delete', 'Zone', { tenantId: 2 })).toBe(true);
    expect(allowed(role('nationalAdmin'), 'delete', 'Zone', {})).toBe(false);
  });

  it('follow conditions with the id of the one who acts', () => {
    const crew = role('fieldCrew');
    expect(allowed(crew, 'resolve', 'Alert')).toBe(true);
    expect(allowed(crew, 'resolve', 'Alert', { tenantId: 2, ownerId: 'me' })).toBe(true);
    expect(allowed(crew, 'resolve', 'Alert', { tenantId: 2, ownerId: 'another' })).toBe(false);
    expect(() => assertAllowed(crew, 'resolve', 'Alert', { tenantId: 2, ownerId: null })).toThrow(/Not allowed/);
  });

  it('are taken away by later rules, also where no object is given', () => {
    const reader = holder([
      { action: 'manage', subject: 'all' },
      { action: 'read', subject: 'Audit', inverted: true },
    ]);
    expect(allowed(reader, 'read', 'Audit')).toBe(false);
    expect(allowed(reader, 'read', 'Zone')).toBe(true);
    const partly = holder([
      { action: 'update', subject: 'Asset' },
      { action: 'update', subject: 'Asset', inverted: true, conditions: { class: 'pump' } },
    ]);
    expect(allowed(partly, 'update', 'Asset')).toBe(true);
    expect(allowed(partly, 'update', 'Asset', { tenantId: 2, class: 'pump' })).toBe(false);
    expect(allowed(partly, 'update', 'Asset', { tenantId: 2, class: 'pipe' })).toBe(true);
  });

  it('become conditions of queries; nothing allowed is null and never an open condition', () => {
    expect(conditionFor(role('viewer'), 'read', 'Audit')).toBeNull();
    expect(conditionFor(holder([]), 'read', 'Zone')).toBeNull();
    expect(conditionFor(role('viewer'), 'read', 'Zone')).toEqual({ tenantId: { $in: [2, 3] } });
    expect(conditionFor(holder([{ action: 'read', subject: 'Zone', inverted: true }]), 'read', 'Zone')).toBeNull();
    const partly = conditionFor(
      holder([
        { action: 'update', subject: 'Alert' },
        { action: 'update', subject: 'Alert', inverted: true, conditions: { 'owner.id': 'x' } },
      ]),
      'update',
      'Alert',
    );
    expect(partly).toEqual({
      $and: [
        { tenantId: { $in: [2, 3] } },
        { $not: { $and: [{ tenantId: { $in: [2, 3] } }, { owner: { id: 'x' } }] } },
      ],
    });
  });

  it('shown to screens carry no tenant numbers', () => {
    const text = JSON.stringify(builtInRoles.map(({ rules }) => rulesForScreens(rules, 'me')));
    expect(text).not.toContain('tenantId');
    expect(text).toContain('"ownerId":"me"');
  });
});

describe('grants', () => {
  it('order the built-in roles as expected', () => {
    const given = (from: string) =>
      builtInRoles
        .map(({ code }) => code)
        .filter((code) => covers(role(from).ability, builtInRole(code)?.rules ?? [], 'me'));
    expect(given('nationalAdmin')).toEqual(builtInRoles.map(({ code }) => code));
    expect(given('municipalAdmin')).toEqual([
      'municipalAdmin',
      'operator',
      'fieldCrew',
      'integrator',
      'auditor',
      'viewer',
    ]);
    expect(given('viewer')).toEqual(['viewer']);
    expect(given('auditor')).toEqual(['auditor', 'viewer']);
  });

  const rule = fc.record(
    {
      action: fc.constantFrom<Action>('read', 'update', 'resolve', 'manage'),
      subject: fc.constantFrom<Subject>('Alert', 'Zone', 'all'),
      inverted: fc.boolean(),
      conditions: fc.constantFrom({ ownerId: '${user.id}' }, { kind: 'a' }, { kind: { $in: ['a', 'b'] } }),
      fields: fc.subarray(['name', 'kind'], { minLength: 1 }),
    },
    { requiredKeys: ['action', 'subject'] },
  ) as fc.Arbitrary<AccessRule>;

  it('never give a right that is not held', () => {
    const objects = ['a', 'b', 'c'].flatMap((kind) => ['me', 'you'].map((ownerId) => ({ tenantId: 2, kind, ownerId })));
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), fc.array(rule, { maxLength: 3 }), (held, given) => {
        const giver = holder(held);
        if (!covers(giver.ability, given, 'me')) return;
        const receiver = holder(given);
        for (const action of ['read', 'update', 'resolve', 'delete'] as const) {
          for (const subject of ['Alert', 'Zone', 'Audit'] as const) {
            for (const object of objects) {
              for (const field of ['name', 'kind', 'other']) {
                if (allowed(receiver, action, subject, object, field))
                  expect(allowed(giver, action, subject, object, field)).toBe(true);
              }
            }
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('checkCustomRules', () => {
  it('hands on what is harmless', () => {
    const rules = [
      { action: 'update', subject: 'Asset', fields: ['name'], conditions: { class: { $in: ['pipe', 'valve'] } } },
    ];
    expect(checkCustomRules(rules)).toBe(rules);
  });

  it('never lets through an operator that is not known, and never anything but a domain error', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (conditions) => {
        const rules = [{ action: 'update', subject: 'Alert', conditions }];
        try {
          checkCustomRules(rules as never);
        } catch (error) {
          expect(error).toMatchObject({ code: 'role.invalid-rules' });
          return;
        }
        expect(
          Object.keys(conditions).every((name) => ['kind', 'priority', 'state', 'sensorId', 'ownerId'].includes(name)),
        ).toBe(true);
      }),
    );
  });
});
