import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import rtlPlugin from '@mui/stylis-plugin-rtl';
import { useLocaleState } from 'ra-core';
import { type ReactNode, useEffect, useMemo } from 'react';
import { prefixer } from 'stylis';
import { directionOf } from '../i18n/languages';
import { useMode, usePreferences } from './preferences';
import { buildTheme } from './theme';

const caches = {
  ltr: createCache({ key: 'ltr' }),
  rtl: createCache({ key: 'rtl', stylisPlugins: [prefixer, rtlPlugin] }),
};

/** Gives the pages inside their theme, and the document its language and direction. */
export function Look({ children }: { children: ReactNode }) {
  const [locale] = useLocaleState();
  const direction = directionOf(locale);
  const mode = useMode();
  const { density } = usePreferences();
  const theme = useMemo(() => buildTheme({ mode, density, direction }), [mode, density, direction]);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = direction;
    document.documentElement.style.colorScheme = mode;
  }, [locale, direction, mode]);
  return (
    <CacheProvider value={caches[direction]}>
      <ThemeProvider theme={theme}>
        <CssBaseline />
        {children}
      </ThemeProvider>
    </CacheProvider>
  );
}
