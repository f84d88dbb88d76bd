import MenuIcon from '@mui/icons-material/Menu';
import SearchIcon from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useTranslate } from 'ra-core';
import { openPalette } from '../palette/palette-state';
import { fontSizes } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { AlarmCounter } from './alarm-counter';
import { LiveIndicator } from './live-indicator';
import { RangeSelect } from './range-select';
import { ScopeSelect } from './scope-select';
import { UserMenu } from './user-menu';

/** The bar above every page: where, when, search, is it live, what is wrong, who. */
export function TopBar({ phone, onMenu }: { phone: boolean; onMenu: () => void }) {
  const colors = useColors();
  const translate = useTranslate();
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 1, md: 2 },
        paddingInline: { xs: 2, md: 4 },
        minInlineSize: 0,
        backgroundColor: colors.rail,
        borderBlockEnd: `1px solid ${colors.line}`,
      }}
    >
      {phone && (
        <IconButton aria-label={translate('frame.menu')} onClick={onMenu}>
          <MenuIcon fontSize="small" />
        </IconButton>
      )}
      <ScopeSelect />
      {!phone && <RangeSelect />}
      {phone ? (
        <IconButton aria-label={translate('palette.open')} onClick={openPalette}>
          <SearchIcon fontSize="small" />
        </IconButton>
      ) : (
        <Button
          variant="outlined"
          onClick={openPalette}
          startIcon={<SearchIcon sx={{ fontSize: '16px !important' }} />}
          sx={{
            color: colors.textFaint,
            fontWeight: 400,
            marginInlineStart: 'auto',
            inlineSize: 240,
            flexShrink: 1,
            minInlineSize: 40,
            justifyContent: 'flex-start',
            overflow: 'hidden',
          }}
        >
          <Box component="span" sx={{ flex: 1, textAlign: 'start', overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {translate('palette.open')}
          </Box>
          <Box
            component="kbd"
            sx={{
              font: 'inherit',
              fontSize: fontSizes.xs,
              border: `1px solid ${colors.line}`,
              borderRadius: 1,
              paddingInline: 1,
              lineHeight: '16px',
            }}
          >
            Ctrl K
          </Box>
        </Button>
      )}
      <Box
        sx={{ marginInlineStart: phone ? 'auto' : 0, display: 'flex', alignItems: 'center', gap: { xs: 0.5, md: 2 } }}
      >
        <LiveIndicator brief={phone} />
        <AlarmCounter brief={phone} />
        <UserMenu />
      </Box>
    </Box>
  );
}
