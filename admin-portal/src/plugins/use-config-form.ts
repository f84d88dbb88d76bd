import { useState } from 'react';
import { ApiError } from '../data/problem';
import { bodyOf, type ConfigField, type Draft, draftOf, fieldsOf } from './schema-fields';

/** The state of a form for a plugin's configuration. */
export interface ConfigForm {
  fields: ConfigField[];
  draft: Draft;
  faults: Record<string, string>;
  change: (draft: Draft) => void;
  /** What to send; null when something in it cannot be read, which is shown then. */
  body: () => { config: Record<string, unknown>; secrets: Record<string, unknown> } | null;
  /** Shows what the API found wrong. @returns whether it named fields of the form */
  refused: (error: unknown) => boolean;
}

/** @param schema - JSON Schema of the configuration @param config - what is set now, without secrets */
export function useConfigForm(
  schema: Readonly<Record<string, unknown>>,
  config: Readonly<Record<string, unknown>>,
): ConfigForm {
  const fields = fieldsOf(schema);
  const [draft, setDraft] = useState<Draft>(() => draftOf(fields, config));
  const [faults, setFaults] = useState<Record<string, string>>({});
  return {
    fields,
    draft,
    faults,
    change: setDraft,
    body: () => {
      const { config: filled, secrets, faults: found } = bodyOf(fields, draft);
      setFaults(found);
      return Object.keys(found).length > 0 ? null : { config: filled, secrets };
    },
    refused: (error) => {
      const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
      const found = errors.flatMap(({ pointer, detail }) => {
        const [, place, name] = pointer.split('/');
        return (place === 'config' || place === 'secrets') && name !== undefined ? [[name, detail] as const] : [];
      });
      setFaults(Object.fromEntries(found));
      return found.length > 0;
    },
  };
}
