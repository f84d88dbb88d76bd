import { useFormat } from '../i18n/use-format';

/** A share of 0 to 1 as percent; null: an en dash. */
export function Share({ value }: { value: number | null }) {
  const format = useFormat();
  return <>{value === null ? '–' : format.number(value, { style: 'percent', maximumFractionDigits: 0 })}</>;
}
