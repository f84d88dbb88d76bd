import type { ImportFormat, ImportMapping } from '@app/contracts';

/** The mapping as it holds for the text that a source makes: workbooks and NDJSON become CSV with commas and points. */
export function plainMapping(mapping: ImportMapping, format: ImportFormat): ImportMapping {
  if (format === 'csv') return mapping;
  return {
    ...mapping,
    delimiter: ',',
    decimal: '.',
    thousands: '',
    encoding: 'utf-8',
    ...(format === 'ndjson' && { headerRows: 0 }),
  };
}
