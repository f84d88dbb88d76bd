import type { ImportMapping, ImportState } from '@app/contracts';
import { invalidInput } from '@app/http';
import { DomainError, type FieldFault } from '@app/kernel';
import type { ImportRecord } from './import-record';
import { FileRefused } from './source/refusal';
import { ThreadFailed } from './thread/import-threads';

/** The command does not fit the state. @throws {DomainError} conflict */
export function assertState({ state }: Pick<ImportRecord, 'state'>, states: readonly ImportState[]): void {
  if (states.includes(state)) return;
  throw new DomainError('conflict', 'import.wrong-state', 'Not possible in this state', {
    detail: `The import is ${state}.${states.length > 0 ? ` This needs one that is ${states.join(', ')}.` : ' It was changed meanwhile.'}`,
    extra: { state },
  });
}

/** A file that cannot be used, for a reason that its sender can do something about. */
export function unusable(detail: string, code = 'unusable'): DomainError {
  const kind = code === 'too_large' ? 'too-large' : 'invalid';
  return new DomainError(kind, `import.${code.replaceAll('_', '-')}`, 'File cannot be imported', { detail });
}

/** Runs what looks into a file, and tells its refusals as problems. @throws {DomainError} invalid, too-large */
export async function asProblem<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof FileRefused) throw unusable(error.message, error.code);
    if (error instanceof ThreadFailed) throw unusable(error.message);
    throw error;
  }
}

/** What can be said about a mapping without reading the file. @throws {DomainError} invalid */
export function assertMapping({ detected }: ImportRecord, mapping: ImportMapping): void {
  const width = detected?.columns.length ?? 0;
  const faults: FieldFault[] = [];
  const check = (column: number | null, pointer: string) => {
    if (column !== null && column >= width) faults.push({ pointer, detail: `the file has ${width} columns` });
  };
  check(mapping.time.column, '/time/column');
  if (mapping.form === 'long') {
    check(mapping.sensorColumn, '/sensorColumn');
    check(mapping.valueColumn, '/valueColumn');
    check(mapping.unitColumn, '/unitColumn');
    if (mapping.unitColumn === null && mapping.unit === null) {
      faults.push({ pointer: '/unit', detail: 'name the unit of the values, or the column that holds it' });
    }
  } else mapping.columns.forEach(({ column }, index) => check(column, `/columns/${index}/column`));
  const { format, timeZone } = mapping.time;
  if (timeZone === null && !format.startsWith('unix') && detected?.timeHasOffset !== true) {
    faults.push({ pointer: '/time/timeZone', detail: 'the times carry no offset: name their time zone' });
  }
  if (mapping.sheet !== null && detected?.sheets.includes(mapping.sheet) !== true) {
    faults.push({ pointer: '/sheet', detail: 'the file has no such sheet' });
  }
  if (faults.length > 0) throw invalidInput(faults);
}
