import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { ScrollRegion } from '../components/scroll-region';
import { useFormat } from '../i18n/use-format';
import { useColors } from '../theme/use-colors';
import type { WaterBalance } from './types';

interface Cell {
  line: string;
  rows: number;
  columns?: number;
}

/** The standard form: rows from the parts on the right to the input on the left. */
const rows: readonly (readonly Cell[])[] = [
  [
    { line: 'waterSupplied', rows: 8 },
    { line: 'authorisedConsumption', rows: 4 },
    { line: 'billedAuthorised', rows: 2 },
    { line: 'billedMetered', rows: 1 },
    { line: 'revenueWater', rows: 2 },
  ],
  [{ line: 'billedUnmetered', rows: 1 }],
  [
    { line: 'unbilledAuthorised', rows: 2 },
    { line: 'unbilledMetered', rows: 1 },
    { line: 'nonRevenueWater', rows: 6 },
  ],
  [{ line: 'unbilledUnmetered', rows: 1 }],
  [
    { line: 'waterLosses', rows: 4 },
    { line: 'apparentLosses', rows: 3 },
    { line: 'unauthorisedUse', rows: 1 },
  ],
  [{ line: 'meterInaccuracies', rows: 1 }],
  [{ line: 'dataErrors', rows: 1 }],
  [{ line: 'realLosses', rows: 1, columns: 2 }],
];

/** A water balance in the standard form of IWA, each line with its 95 % limits. */
export function BalanceTable({ balance }: { balance: WaterBalance }) {
  const translate = useTranslate();
  const colors = useColors();
  return (
    <ScrollRegion label={translate('balance.water.table')}>
      <Box
        component="table"
        aria-label={translate('balance.water.title')}
        sx={{
          borderCollapse: 'collapse',
          inlineSize: '100%',
          minInlineSize: 560,
          fontSize: 12,
          '& td': {
            border: `1px solid ${colors.line}`,
            paddingInline: 2,
            paddingBlock: 1.5,
            verticalAlign: 'middle',
            fontVariantNumeric: 'tabular-nums',
          },
        }}
      >
        <tbody>
          {rows.map((cells) => (
            <tr key={cells[0]?.line}>
              {cells.map(({ line, rows: rowSpan, columns }) => (
                <td
                  key={line}
                  rowSpan={rowSpan}
                  colSpan={columns}
                  style={line === 'realLosses' ? { backgroundColor: colors.accentSoft } : undefined}
                >
                  <Line name={line} balance={balance} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </ScrollRegion>
  );
}

function Line({ name, balance }: { name: string; balance: WaterBalance }) {
  const translate = useTranslate();
  const format = useFormat();
  const line = balance.lines[name];
  const origin = balance.measured.includes(name) ? 'measured' : balance.defaults.includes(name) ? 'assumed' : null;
  const percent = line && line.value !== 0 ? (100 * line.ci95) / Math.abs(line.value) : null;
  return (
    <>
      <Box sx={{ color: 'text.secondary' }}>
        {translate(`balance.line.${name}`)}
        {origin && ` (${translate(`balance.water.${origin}`)})`}
      </Box>
      <Box sx={{ fontWeight: 600, fontSize: 13 }}>{format.quantity(line?.value, 'm3')}</Box>
      {percent !== null && (
        <Box sx={{ color: 'text.secondary' }}>
          <bdi dir="ltr">{`± ${format.number(percent, { maximumFractionDigits: 1 })} %`}</bdi>
        </Box>
      )}
    </>
  );
}
