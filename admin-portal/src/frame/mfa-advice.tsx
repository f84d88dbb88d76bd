import Close from '@mui/icons-material/Close';
import ShieldOutlined from '@mui/icons-material/ShieldOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import { pages } from '../app/screens';
import { useMe } from '../auth/ability';
import { fontSizes } from '../theme/tokens';
import { useColors } from '../theme/use-colors';

const KEY = 'hydrant.mfa-advice-closed';

/** A line for people whose rights call for a second factor they do not have yet; closed, it stays away for this visit. */
export function MfaAdvice() {
  const translate = useTranslate();
  const colors = useColors();
  const me = useMe();
  const [closed, setClosed] = useState(() => sessionStorage.getItem(KEY) === '1');
  const canEnrol = pages.some((page) => page.path === 'account');
  if (!me?.mfaAdvised || me.mfaEnabled || closed || !canEnrol) return null;
  const close = (): void => {
    sessionStorage.setItem(KEY, '1');
    setClosed(true);
  };
  return (
    <Box
      component="aside"
      aria-label={translate('auth.advice')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        minBlockSize: 36,
        paddingInline: 4,
        fontSize: fontSizes.sm,
        color: colors.textMuted,
        backgroundColor: colors.sunken,
        borderBlockEnd: `1px solid ${colors.line}`,
      }}
    >
      <ShieldOutlined sx={{ fontSize: 16 }} />
      <Box component="span" sx={{ minInlineSize: 0 }}>
        {translate('auth.advice')}
      </Box>
      <Button component={Link} to="/account">
        {translate('auth.advice_action')}
      </Button>
      <IconButton aria-label={translate('actions.close')} onClick={close} sx={{ marginInlineStart: 'auto' }}>
        <Close sx={{ fontSize: 16 }} />
      </IconButton>
    </Box>
  );
}
