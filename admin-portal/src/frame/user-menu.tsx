import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useLocaleState, useLogout, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { pages } from '../app/screens';
import { useMe } from '../auth/ability';
import { LANGUAGES } from '../i18n/languages';
import { setPreferences, usePreferences } from '../theme/preferences';
import { fontSizes } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { openHelp } from './help-state';

/** Who is signed in, the look, the language, and the way out. */
export function UserMenu() {
  const translate = useTranslate();
  const colors = useColors();
  const me = useMe();
  const logout = useLogout();
  const navigate = useNavigate();
  const [locale, setLocale] = useLocaleState();
  const preferences = usePreferences();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const name = me?.displayName ?? '';
  const close = (): void => setAnchor(null);
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();
  const hasAccount = pages.some((page) => page.path === 'account');
  return (
    <>
      <IconButton
        aria-label={translate('user.menu', { name })}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ padding: 0.5 }}
      >
        <Avatar
          sx={{
            inlineSize: 28,
            blockSize: 28,
            fontSize: fontSizes.xs,
            fontWeight: 600,
            backgroundColor: colors.accentSoft,
            color: colors.accent,
          }}
        >
          {initials}
        </Avatar>
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close} slotProps={{ paper: { sx: { inlineSize: 264 } } }}>
        <Box component="li" sx={{ paddingInline: 4, paddingBlock: 1.5 }}>
          <Typography variant="subtitle2" noWrap>
            {name}
          </Typography>
          <Typography variant="caption" component="p" noWrap sx={{ color: 'text.secondary' }}>
            {me?.tenant.name}
          </Typography>
        </Box>
        <Divider component="li" />
        {hasAccount && (
          <MenuItem
            onClick={() => {
              close();
              void navigate('/account');
            }}
          >
            {translate('user.account')}
          </MenuItem>
        )}
        <MenuItem
          onClick={() => {
            close();
            openHelp();
          }}
        >
          {translate('user.shortcuts')}
          <Box component="kbd" sx={{ marginInlineStart: 'auto', font: 'inherit', color: 'text.disabled' }}>
            ?
          </Box>
        </MenuItem>
        <Divider component="li" />
        <Choice
          label={translate('user.theme')}
          value={preferences.mode}
          options={(['light', 'dark', 'system'] as const).map((mode) => ({
            value: mode,
            label: translate(`theme.${mode}`),
          }))}
          onChange={(mode) => setPreferences({ mode })}
        />
        <Choice
          label={translate('user.density')}
          value={preferences.density}
          options={(['comfortable', 'compact'] as const).map((density) => ({
            value: density,
            label: translate(`density.${density}`),
          }))}
          onChange={(density) => setPreferences({ density })}
        />
        <Divider component="li" />
        <ListSubheader sx={{ lineHeight: '28px', fontSize: fontSizes.xs, backgroundColor: 'transparent' }}>
          {translate('user.language')}
        </ListSubheader>
        {LANGUAGES.map((language) => (
          <MenuItem
            key={language.locale}
            lang={language.locale}
            selected={language.locale === locale}
            onClick={() => {
              close();
              setLocale(language.locale);
            }}
          >
            <bdi>{language.name}</bdi>
          </MenuItem>
        ))}
        <Divider component="li" />
        <MenuItem
          onClick={() => {
            close();
            void logout();
          }}
        >
          {translate('user.sign_out')}
        </MenuItem>
      </Menu>
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <Box component="li" sx={{ paddingInline: 4, paddingBlock: 1 }}>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', marginBlockEnd: 1 }}>
        {label}
      </Typography>
      <ToggleButtonGroup
        exclusive
        fullWidth
        size="small"
        value={value}
        aria-label={label}
        onChange={(_, next: T | null) => next && onChange(next)}
      >
        {options.map((option) => (
          <ToggleButton
            key={option.value}
            value={option.value}
            sx={{ paddingBlock: 0.5, fontSize: fontSizes.xs, textTransform: 'none' }}
          >
            {option.label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  );
}
