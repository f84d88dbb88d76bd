import type { ImportMapping } from '@app/contracts';
import type { ImportRecord } from './import-record';
import type { SourceFile } from './source/open-source';

/** What a thread needs to know to read the file of an import that has a mapping. */
export function sourceFileOf(
  { detected, mapping }: Pick<ImportRecord, 'detected' | 'mapping'>,
  path: string,
  maxBytes: number,
): { file: SourceFile; mapping: ImportMapping; columns: string[] } {
  if (detected === null || mapping === null) throw new Error('An import without mapping cannot be read');
  const columns = detected.columns.map(({ name }) => name);
  const { format, compressed } = detected;
  return {
    file: { path, format, compressed, encoding: mapping.encoding, sheet: mapping.sheet, keys: columns, maxBytes },
    mapping,
    columns,
  };
}
