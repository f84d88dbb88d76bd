import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError, type FieldFault } from '@app/kernel';
import type { StandardSchemaV1 } from '@standard-schema/spec';

const MAX_FAULTS = 100;

/**
 * Checks every `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })` and hands on what the schema makes of it.
 * Faults of a body carry JSON pointers, those of a query `?name`. A path id that cannot be one answers 404.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  async transform(value: unknown, { schema, type, data }: ArgumentMetadata): Promise<unknown> {
    if (schema === undefined) return value;
    const result = await schema['~standard'].validate(value);
    if (result.issues === undefined) return result.value;
    if (type === 'param') {
      throw new DomainError('not-found', 'object.not-found', 'Not found', { detail: 'No object with such an id.' });
    }
    throw invalidInput(result.issues.slice(0, MAX_FAULTS).map((issue) => faultOf(issue, type === 'query', data)));
  }
}

/** The failure of input that can be read but does not fit its schema. */
export function invalidInput(errors: FieldFault[]): DomainError {
  const [first] = errors;
  const detail = first === undefined ? 'The input is invalid.' : `${first.pointer || 'The body'}: ${first.detail}`;
  return new DomainError('invalid', 'request.invalid', 'Invalid input', { detail, errors });
}

function faultOf(issue: StandardSchemaV1.Issue, inQuery: boolean, parameter: string | undefined): FieldFault {
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
  if (inQuery) return { pointer: `?${parameter ?? path[0] ?? ''}`, detail: issue.message };
  return { pointer: path.map((step) => `/${escapeStep(step)}`).join(''), detail: issue.message };
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
