import { ruleToSql } from './rule-condition';

const columns = { tenantId: 'a.tenant_id', priority: 'a.priority', ownerId: 'a.owner_id' };

describe('rule conditions as SQL', () => {
  it.each([
    [{}, 'true', []],
    [{ tenantId: { $in: [1, 2] } }, '((a.tenant_id in (?, ?)))', [1, 2]],
    [{ tenantId: { $in: [] } }, '((false))', []],
    [{ ownerId: null }, '(a.owner_id is null)', []],
    [
      { $and: [{ tenantId: 1 }, { priority: { $ne: 'low' } }] },
      '(((a.tenant_id = ?) and ((a.priority <> ?))))',
      [1, 'low'],
    ],
    [{ $or: [] }, '(false)', []],
    [{ $not: { priority: 'low' } }, '(not coalesce((a.priority = ?), true))', ['low']],
    [{ priority: { $nin: ['low'] } }, '((not coalesce(a.priority in (?), false)))', ['low']],
    [{ secret: 1 }, '(false)', []],
    [{ priority: { $regex: 'x' } }, '((false))', []],
    [{ constructor: 1 }, '(false)', []],
  ])('%j', (condition, sql, parameters) => {
    expect(ruleToSql(condition, columns)).toEqual({ sql, parameters });
  });
});
