import { describe, expect, it } from 'vitest';
import { draftOf, faultsOf, ruleOf } from './rule-draft';

describe('a rule in the editor', () => {
  it('comes back as it went in', () => {
    const rule = {
      action: ['update'],
      subject: ['Alert'],
      fields: ['priority'],
      conditions: { priority: 'low' },
      inverted: true,
    };
    expect(ruleOf(draftOf(rule))).toEqual(rule);
    expect(ruleOf(draftOf({ action: 'read', subject: 'Sensor' }))).toEqual({ action: ['read'], subject: ['Sensor'] });
  });

  it('says what is missing', () => {
    const draft = draftOf({ action: [], subject: [] });
    expect(Object.keys(faultsOf({ ...draft, conditions: '[1]' }))).toEqual(['action', 'subject', 'conditions']);
    expect(faultsOf({ ...draft, action: ['read'], subject: ['Zone'], conditions: ' ' })).toEqual({});
  });
});
