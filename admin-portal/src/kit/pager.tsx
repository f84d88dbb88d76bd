import ChevronLeft from '@mui/icons-material/ChevronLeft';
import ChevronRight from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useTheme } from '@mui/material/styles';
import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';

export interface PagerProps {
  page: number;
  pageSize: number;
  total: number;
  onPage: (page: number) => void;
}

/** Which rows are shown of how many, and the way to the neighbouring pages. */
export function Pager({ page, pageSize, total, onPage }: PagerProps) {
  const translate = useTranslate();
  const format = useFormat();
  const { direction } = useTheme();
  const last = Math.max(1, Math.ceil(total / pageSize));
  const Back = direction === 'rtl' ? ChevronRight : ChevronLeft;
  const Forward = direction === 'rtl' ? ChevronLeft : ChevronRight;
  return (
    <Box
      component="nav"
      aria-label={translate('kit.pages')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        paddingInline: 4,
        minBlockSize: 44,
        color: 'text.secondary',
        fontSize: 13,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box component="span" sx={{ flex: 1 }} aria-live="polite">
        {translate('kit.range', {
          from: format.number(total === 0 ? 0 : (page - 1) * pageSize + 1),
          to: format.number(Math.min(page * pageSize, total)),
          total: format.number(total),
        })}
      </Box>
      <IconButton aria-label={translate('kit.previous_page')} disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <Back fontSize="small" />
      </IconButton>
      <IconButton aria-label={translate('kit.next_page')} disabled={page >= last} onClick={() => onPage(page + 1)}>
        <Forward fontSize="small" />
      </IconButton>
    </Box>
  );
}
