/** A condition as a part of a WHERE clause with `?` placeholders. */
export interface SqlCondition {
  sql: string;
  parameters: unknown[];
}

const comparisons: Readonly<Record<string, string>> = {
  $eq: '=',
  $ne: '<>',
  $gt: '>',
  $gte: '>=',
  $lt: '<',
  $lte: '<=',
};

/**
 * Turns the condition of a rule (`{ priority: { $in: ['low'] } }`) into SQL. What it does not understand matches
 * nothing: a right that cannot be worked out is not given.
 *
 * @param columns - column of each field that rules may name
 */
export function ruleToSql(condition: object, columns: Readonly<Record<string, string>>): SqlCondition {
  const parts = Object.entries(condition).map(([key, value]) => part(key, value, columns));
  return joined(parts, ' and ', 'true');
}

function part(key: string, value: unknown, columns: Readonly<Record<string, string>>): SqlCondition {
  if ((key === '$and' || key === '$or') && Array.isArray(value)) {
    const parts = value.map((item) => ruleToSql(item as object, columns));
    return key === '$and' ? joined(parts, ' and ', 'true') : joined(parts, ' or ', 'false');
  }
  if (key === '$not' && typeof value === 'object' && value !== null) {
    const inner = ruleToSql(value, columns);
    return { sql: `not coalesce(${inner.sql}, true)`, parameters: inner.parameters };
  }
  const column = Object.hasOwn(columns, key) ? columns[key] : undefined;
  return column === undefined ? nothing() : compare(column, value);
}

function compare(column: string, value: unknown): SqlCondition {
  if (value === null) return { sql: `${column} is null`, parameters: [] };
  if (typeof value !== 'object') return { sql: `${column} = ?`, parameters: [value] };
  const parts = Object.entries(value).map(([operator, operand]): SqlCondition => {
    const list: unknown[] | null = Array.isArray(operand) ? operand : null;
    if (operator === '$in' && list !== null) return among(column, list);
    if (operator === '$nin' && list !== null) {
      const { sql, parameters } = among(column, list);
      return { sql: `not coalesce(${sql}, false)`, parameters };
    }
    const comparison = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
    if (comparison === undefined || typeof operand === 'object') return nothing();
    return { sql: `${column} ${comparison} ?`, parameters: [operand] };
  });
  return joined(parts, ' and ', 'false');
}

function among(column: string, list: readonly unknown[]): SqlCondition {
  if (list.length === 0) return nothing();
  return { sql: `${column} in (${list.map(() => '?').join(', ')})`, parameters: [...list] };
}

function nothing(): SqlCondition {
  return { sql: 'false', parameters: [] };
}

function joined(parts: readonly SqlCondition[], word: string, none: string): SqlCondition {
  if (parts.length === 0) return { sql: none, parameters: [] };
  return {
    sql: `(${parts.map(({ sql }) => sql).join(word)})`,
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}
