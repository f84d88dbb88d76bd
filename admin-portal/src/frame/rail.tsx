import MenuOpenIcon from '@mui/icons-material/MenuOpen';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { NavLink } from 'react-router';
import { NAV_GROUPS } from '../app/registry';
import type { NavItem } from '../app/screens';
import { setPreferences } from '../theme/preferences';
import { fontSizes, radii } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { Logo } from './logo';
import { useNavItems } from './nav';

/** The left rail: what there is, grouped by task, as far as the signed-in person may see it. */
export function Rail({ folded }: { folded: boolean }) {
  const colors = useColors();
  const translate = useTranslate();
  const items = useNavItems();
  const groups = NAV_GROUPS.map((group) => ({ group, items: items.filter((item) => item.group === group) }));
  return (
    <Box
      component="nav"
      aria-label={translate('frame.navigation')}
      sx={{
        blockSize: '100%',
        display: 'flex',
        flexDirection: 'column',
        backgroundColor: colors.rail,
        borderInlineEnd: `1px solid ${colors.line}`,
      }}
    >
      <Box sx={{ blockSize: 48, flex: 'none', display: 'flex', alignItems: 'center', gap: 2.5, paddingInline: 4 }}>
        <Logo />
        {!folded && <Typography sx={{ fontWeight: 600, letterSpacing: '-0.01em' }}>Hydrant</Typography>}
      </Box>
      <Box sx={{ flex: 1, overflowY: 'auto', paddingInline: 2, paddingBlockEnd: 4 }}>
        {groups.map(
          ({ group, items: own }) =>
            own.length > 0 && (
              <Box key={group} sx={{ marginBlockStart: 3 }}>
                <Typography
                  variant="caption"
                  component="h2"
                  sx={{
                    color: 'text.disabled',
                    paddingInline: 2,
                    blockSize: 24,
                    display: 'flex',
                    alignItems: 'center',
                    visibility: folded ? 'hidden' : undefined,
                  }}
                >
                  {translate(`nav.${group}`)}
                </Typography>
                <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' }}>
                  {own.map((item) => (
                    <li key={item.to}>
                      <RailLink item={item} folded={folded} />
                    </li>
                  ))}
                </Box>
              </Box>
            ),
        )}
      </Box>
      <Box sx={{ padding: 2, display: { xs: 'none', md: 'flex' }, justifyContent: folded ? 'center' : 'flex-end' }}>
        <Tooltip title={translate(folded ? 'frame.unfold' : 'frame.fold')} placement="right">
          <IconButton
            aria-label={translate(folded ? 'frame.unfold' : 'frame.fold')}
            onClick={() => setPreferences({ railFolded: !folded })}
          >
            <MenuOpenIcon
              fontSize="small"
              sx={{
                transform: (theme) => ((theme.direction === 'rtl') === folded ? 'none' : 'scaleX(-1)'),
                rotate: '180deg',
              }}
            />
          </IconButton>
        </Tooltip>
      </Box>
    </Box>
  );
}

function RailLink({ item, folded }: { item: NavItem; folded: boolean }) {
  const colors = useColors();
  const translate = useTranslate();
  const Icon = item.icon;
  const label = translate(item.label);
  return (
    <Tooltip title={folded ? label : ''} placement="right">
      <Box
        component={NavLink}
        to={item.to}
        end={item.to === '/'}
        aria-label={folded ? label : undefined}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 2.5,
          blockSize: 32,
          paddingInline: 2,
          borderRadius: `${radii.md}px`,
          color: colors.textMuted,
          textDecoration: 'none',
          fontSize: fontSizes.sm,
          fontWeight: 500,
          '& svg': { fontSize: 18, color: colors.textFaint },
          '&:hover': { backgroundColor: colors.sunken, color: colors.text },
          '&.active': { backgroundColor: colors.accentSoft, color: colors.text, '& svg': { color: colors.accent } },
        }}
      >
        <Icon />
        {!folded && (
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {label}
          </Box>
        )}
      </Box>
    </Tooltip>
  );
}
