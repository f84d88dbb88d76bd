import Box from '@mui/material/Box';
import { unitSymbol } from '../i18n/format';
import { useFormat } from '../i18n/use-format';
import type { Uncertain } from './types';

/** Decimals for a number of which three digits matter. */
function digitsFor(value: number): number {
  const size = Math.abs(value);
  if (size >= 100) return 0;
  return size >= 10 ? 1 : 2;
}

/** A value with its 95 % interval and unit; a dash when it is not known. */
export function Spread({ of, unit }: { of: Uncertain | null | undefined; unit: string }) {
  const format = useFormat();
  if (of === null || of === undefined) return <>–</>;
  const digits = digitsFor(of.value);
  const number = (value: number) =>
    format.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <Box component="span" dir="ltr" sx={{ whiteSpace: 'nowrap', unicodeBidi: 'isolate' }}>
      {number(of.value)}
      <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400, fontSize: '0.8em' }}>
        {' ± '}
        {`${number(of.ci95)} ${unitSymbol(unit)}`.trimEnd()}
      </Box>
    </Box>
  );
}
