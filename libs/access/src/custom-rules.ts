import {
  type AccessRuleInput,
  ApiKey,
  Role,
  User,
  alert,
  asset,
  device,
  municipality,
  region,
  sensor,
  zone,
} from '@app/contracts';
import { DomainError, type FieldFault } from '@app/kernel';
import { type AccessRule, type Action, type Subject, actions, subjects } from './vocabulary';

/** Fields that rules may be limited to, and that conditions of changes may name. */
const fieldsOf: Partial<Record<Subject, readonly string[]>> = {
  Region: Object.keys(region.shape),
  Municipality: Object.keys(municipality.shape),
  User: Object.keys(User.shape),
  Role: Object.keys(Role.shape),
  ApiKey: Object.keys(ApiKey.shape),
  Zone: Object.keys(zone.shape),
  Asset: Object.keys(asset.shape),
  Device: Object.keys(device.shape),
  Sensor: Object.keys(sensor.shape),
  Alert: Object.keys(alert.shape),
};

const conditionFields: Partial<Record<Subject, readonly string[]>> = {
  Zone: ['kind'],
  Asset: ['class', 'status', 'zoneId'],
  Device: ['protocol', 'status'],
  Sensor: ['quantity', 'status', 'zoneId', 'assetId', 'deviceId'],
  Alert: ['kind', 'priority', 'state', 'sensorId', 'ownerId'],
};

const operators = new Set(['$eq', '$ne', '$in', '$nin', '$gt', '$gte', '$lt', '$lte']);
const LONGEST_TEXT = 200;
const LONGEST_LIST = 100;

/**
 * Checks the rules of a custom role: known words, known fields, harmless operators. What can be read is decided by
 * tenant alone, as lists, maps and live streams answer it; so conditions belong to changes, and only users' fields can
 * be kept from reading.
 * @throws {DomainError} `role.invalid-rules`, naming every fault
 */
export function checkCustomRules(rules: readonly AccessRuleInput[]): AccessRule[] {
  const faults = rules.flatMap((rule, index) =>
    faultsOf(rule).map((fault) => ({ ...fault, pointer: `/rules/${index}${fault.pointer}` })),
  );
  if (faults.length === 0) return rules as AccessRule[];
  throw new DomainError('invalid', 'role.invalid-rules', 'Invalid rules', {
    detail: `${faults[0]?.pointer ?? ''}: ${faults[0]?.detail ?? ''}`,
    errors: faults,
  });
}

function faultsOf(rule: AccessRuleInput): FieldFault[] {
  const chosenActions = [rule.action].flat();
  const chosenSubjects = [rule.subject].flat();
  const faults = [...unknown(chosenActions, actions, '/action'), ...unknown(chosenSubjects, subjects, '/subject')];
  if (faults.length > 0) return faults;
  const reads = (chosenActions as Action[]).some((action) => action === 'read' || action === 'manage');
  return [
    ...fieldFaults(rule, chosenSubjects as Subject[], reads),
    ...conditionFaults(rule, chosenSubjects as Subject[], reads),
  ];
}

function fieldFaults({ fields }: AccessRuleInput, chosen: Subject[], reads: boolean): FieldFault[] {
  if (fields === undefined) return [];
  if (reads && chosen.some((subject) => subject !== 'User')) {
    return [{ pointer: '/fields', detail: 'reading can be limited to fields for User only' }];
  }
  return chosen.flatMap((subject) => unknown(fields, fieldsOf[subject] ?? [], '/fields'));
}

function conditionFaults({ conditions }: AccessRuleInput, chosen: Subject[], reads: boolean): FieldFault[] {
  if (conditions === undefined) return [];
  if (reads) return [{ pointer: '/conditions', detail: 'belong to changes: reading is decided by tenant alone' }];
  const names = chosen.flatMap((subject) =>
    unknown(Object.keys(conditions), conditionFields[subject] ?? [], '/conditions'),
  );
  const values = Object.entries(conditions)
    .filter(([, value]) => !isHarmless(value))
    .map(([name]) => ({
      pointer: `/conditions/${name}`,
      detail: `must be a value, or one of ${[...operators].join(' ')} with values`,
    }));
  return [...names, ...values];
}

function isHarmless(value: unknown): boolean {
  if (isScalar(value)) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(([operator, operand]) => operators.has(operator) && isOperand(operator, operand))
  );
}

function isOperand(operator: string, operand: unknown): boolean {
  if (operator !== '$in' && operator !== '$nin') return isScalar(operand);
  return Array.isArray(operand) && operand.length <= LONGEST_LIST && operand.every(isScalar);
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string')
    return value.length <= LONGEST_TEXT && (!value.includes('$') || value === '${user.id}');
  return value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function unknown(given: readonly string[], known: readonly string[], pointer: string): FieldFault[] {
  return given
    .filter((word) => !known.includes(word))
    .map((word) => ({
      pointer,
      detail: `does not know ${word}: use ${known.length === 0 ? 'none here' : known.join(', ')}`,
    }));
}
