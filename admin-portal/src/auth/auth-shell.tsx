import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useLocaleState, useTranslate } from 'ra-core';
import type { ReactNode } from 'react';
import { Logo } from '../frame/logo';
import { LANGUAGES } from '../i18n/languages';
import { useColors } from '../theme/use-colors';
import { NetworkArt } from './network-art';

/** The frame of the pages before the portal: sign-in, second factor, forced change of password. */
export function AuthShell({ children }: { children: ReactNode }) {
  const colors = useColors();
  const translate = useTranslate();
  const [locale, setLocale] = useLocaleState();
  return (
    <Box
      sx={{
        minBlockSize: '100dvh',
        display: 'grid',
        gridTemplateColumns: { md: 'minmax(0, 5fr) minmax(0, 7fr)' },
        backgroundColor: colors.surface,
      }}
    >
      <Box
        sx={{
          display: { xs: 'none', md: 'block' },
          position: 'relative',
          overflow: 'hidden',
          backgroundColor: colors.sunken,
          borderInlineEnd: `1px solid ${colors.line}`,
        }}
      >
        <NetworkArt />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateRows: '1fr auto', padding: { xs: 4, sm: 8 } }}>
        <Box
          component="main"
          sx={{ alignSelf: 'center', justifySelf: 'center', inlineSize: '100%', maxInlineSize: 360 }}
        >
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 3, marginBlockEnd: 10 }}>
            <Logo size={40} />
            <Box>
              <Typography variant="h1" component="p">
                Hydrant
              </Typography>
              <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                {translate('auth.tagline')}
              </Typography>
            </Box>
          </Box>
          {children}
        </Box>
        <Box
          component="nav"
          aria-label={translate('user.language')}
          sx={{ display: 'flex', justifyContent: 'center', gap: 1 }}
        >
          {LANGUAGES.map((language) => (
            <Button
              key={language.locale}
              lang={language.locale}
              aria-pressed={language.locale === locale}
              onClick={() => setLocale(language.locale)}
              sx={{
                color: language.locale === locale ? 'text.primary' : 'text.secondary',
                fontWeight: language.locale === locale ? 600 : 400,
                minInlineSize: 0,
              }}
            >
              {language.name}
            </Button>
          ))}
        </Box>
      </Box>
    </Box>
  );
}
