import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'ra-core';
import { PriorityMark } from '../components/priority-mark';
import type { OverviewMunicipality } from '../data/types';
import { setScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { PRIORITIES } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { ranked } from './summary';

const SHOWN = 50;

/** Municipalities, worst first. A row leads into the municipality in the same form. */
export function Ranking({ municipalities }: { municipalities: readonly OverviewMunicipality[] }) {
  const translate = useTranslate();
  const colors = useColors();
  const format = useFormat();
  return (
    <Box sx={{ overflow: 'auto', flex: 1, minBlockSize: 0 }}>
      <Table
        size="small"
        stickyHeader
        aria-label={translate('overview.ranking')}
        sx={{
          '& td': { blockSize: 36 },
          '& td, & th': { '&:first-of-type': { paddingInlineStart: 4 }, '&:last-of-type': { paddingInlineEnd: 4 } },
        }}
      >
        <TableHead>
          <TableRow>
            <TableCell>{translate('overview.municipality')}</TableCell>
            {PRIORITIES.map((priority) => (
              <TableCell key={priority} align="right" aria-label={translate(`mark.${priority}`)}>
                <PriorityMark kind={priority} size={12} />
              </TableCell>
            ))}
            <TableCell align="right">{translate('overview.reporting')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {ranked(municipalities)
            .slice(0, SHOWN)
            .map((item) => (
              <TableRow
                key={item.id}
                hover
                sx={{ cursor: 'pointer' }}
                onClick={() => setScope({ municipalityId: item.id })}
              >
                <TableCell sx={{ maxInlineSize: 220 }}>
                  <Box
                    component="button"
                    type="button"
                    title={item.name}
                    sx={{
                      all: 'unset',
                      cursor: 'pointer',
                      display: 'block',
                      maxInlineSize: '100%',
                      overflow: 'hidden',
                      textOverflow: 'ellipsis',
                      whiteSpace: 'nowrap',
                      fontWeight: 500,
                      '&:focus-visible': { outline: `2px solid ${colors.accent}`, outlineOffset: 2, borderRadius: 1 },
                    }}
                  >
                    {item.name}
                  </Box>
                </TableCell>
                {PRIORITIES.map((priority) => (
                  <TableCell
                    key={priority}
                    align="right"
                    sx={{
                      color: item.alerts[priority] ? undefined : 'text.disabled',
                      fontWeight: item.alerts[priority] ? 600 : 400,
                    }}
                  >
                    {item.alerts[priority] || '·'}
                  </TableCell>
                ))}
                <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                  {format.number(item.sensorsReporting)}
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    {' / '}
                    {format.number(item.sensorsTotal)}
                  </Box>
                </TableCell>
              </TableRow>
            ))}
        </TableBody>
      </Table>
    </Box>
  );
}
