import Box from '@mui/material/Box';
import { useFormat } from '../i18n/use-format';

/** A measured value with its unit (UCUM), set in tabular figures. */
export function QuantityText({
  value,
  unit,
  strong = false,
}: {
  value: number | null | undefined;
  unit: string | null | undefined;
  strong?: boolean;
}) {
  const format = useFormat();
  return (
    <Box
      component="bdi"
      sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: strong ? 600 : undefined, whiteSpace: 'nowrap' }}
    >
      {format.quantity(value, unit)}
    </Box>
  );
}
