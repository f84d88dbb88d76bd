export * from './alert-conditions';
export * from './alert.command';
export * from './alert.read-model';
export * from './alert.service';
export * from './alerts.module';
export * from './condition-report';
export * from './reducer';
export { shownQuantity, shownValue, storedFinding } from './alert-message';
export type { SqlCondition } from './rule-condition';
