import { createTheme, type Theme } from '@mui/material/styles';
import { componentOverrides } from './component-overrides';
import { type Density, densities, fontSizes, type Mode, type Palette as Colors, palettes, radii } from './tokens';

declare module '@mui/material/styles' {
  interface Theme {
    hydrant: { colors: Colors; density: Density; sizes: (typeof densities)[Density] };
  }
  interface ThemeOptions {
    hydrant?: { colors: Colors; density: Density; sizes: (typeof densities)[Density] };
  }
}

const family = [
  "'Inter Variable'",
  'system-ui',
  "'Segoe UI'",
  'Roboto',
  "'Noto Sans Arabic'",
  "'Geeza Pro'",
  'sans-serif',
];

/** What the look depends on. */
export interface ThemeSettings {
  mode: Mode;
  density: Density;
  direction: 'ltr' | 'rtl';
}

/** The product's look: 4 px grid, one accent, neutral surfaces, tabular figures. */
export function buildTheme({ mode, density, direction }: ThemeSettings): Theme {
  const colors = palettes[mode];
  const sizes = densities[density];
  return createTheme({
    direction,
    spacing: 4,
    shape: { borderRadius: radii.md },
    hydrant: { colors, density, sizes },
    palette: {
      mode,
      primary: { main: colors.accent, dark: colors.accentHover, light: colors.accent, contrastText: colors.onAccent },
      secondary: { main: colors.textMuted, contrastText: colors.surface },
      error: { main: colors.priorityText.critical },
      warning: { main: colors.priorityText.high },
      info: { main: colors.priorityText.low },
      success: { main: colors.accent },
      background: { default: colors.canvas, paper: colors.surface },
      text: { primary: colors.text, secondary: colors.textMuted, disabled: colors.textFaint },
      divider: colors.line,
      action: { hover: mode === 'light' ? 'rgba(23,27,33,.04)' : 'rgba(231,234,238,.06)', selected: colors.accentSoft },
    },
    typography: {
      fontFamily: family.join(','),
      htmlFontSize: 16,
      fontSize: 14,
      h1: { fontSize: fontSizes.xl, fontWeight: 600, lineHeight: '28px', letterSpacing: '-0.01em' },
      h2: { fontSize: fontSizes.lg, fontWeight: 600, lineHeight: '24px', letterSpacing: '-0.005em' },
      h3: { fontSize: fontSizes.md, fontWeight: 600, lineHeight: '20px' },
      h4: { fontSize: fontSizes.md, fontWeight: 600, lineHeight: '20px' },
      h5: { fontSize: fontSizes.display, fontWeight: 600, lineHeight: '32px', letterSpacing: '-0.02em' },
      h6: { fontSize: fontSizes.md, fontWeight: 600, lineHeight: '20px' },
      subtitle1: { fontSize: fontSizes.md, lineHeight: '20px' },
      subtitle2: { fontSize: fontSizes.sm, fontWeight: 600, lineHeight: '20px' },
      body1: { fontSize: fontSizes.md, lineHeight: '20px' },
      body2: { fontSize: fontSizes.sm, lineHeight: '20px' },
      caption: { fontSize: fontSizes.xs, lineHeight: '16px' },
      overline: {
        fontSize: fontSizes.xs,
        lineHeight: '16px',
        fontWeight: 500,
        textTransform: 'none',
        letterSpacing: 0,
      },
      button: { fontSize: fontSizes.sm, fontWeight: 500, lineHeight: '20px', textTransform: 'none', letterSpacing: 0 },
    },
    components: componentOverrides(colors, sizes),
  });
}
