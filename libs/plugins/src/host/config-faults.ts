import { z } from '@app/plugin-sdk';
import type { ConfigFault } from './plugin-code';

interface Issue {
  path: readonly PropertyKey[];
  message: string;
  code?: string | undefined;
  keys?: readonly string[];
}

/** Faults as the API names them; each unknown field has its own. */
export function faultsOf(issues: readonly Issue[]): ConfigFault[] {
  return issues.flatMap(({ path, message, code, keys = [] }) =>
    code === 'unrecognized_keys'
      ? keys.map((key) => ({ pointer: pointerOf([...path, key]), detail: 'is not a field of this plugin' }))
      : [{ pointer: pointerOf(path), detail: message }],
  );
}

/** One line for people; pointers and faults, no values. */
export function faultsText(faults: readonly ConfigFault[]): string {
  return `The configuration cannot be used: ${faults.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`).join('; ')}`;
}

/** JSON Schema of a configuration as it is given: fields with defaults may be left out. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
