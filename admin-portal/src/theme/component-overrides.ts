import type { Components, Theme } from '@mui/material/styles';
import { type densities, type Density, fontSizes, type Palette, radii } from './tokens';

/** How MUI and react-admin components look here: flat, lined, dense. */
export function componentOverrides(colors: Palette, sizes: (typeof densities)[Density]): Components<Theme> {
  const field = { fontSize: fontSizes.sm, minHeight: sizes.control };
  return {
    MuiCssBaseline: {
      styleOverrides: {
        html: { WebkitFontSmoothing: 'antialiased', fontFeatureSettings: "'cv05','ss03'" },
        body: { fontVariantNumeric: 'tabular-nums', backgroundColor: colors.canvas },
        'button, input, textarea, select': { fontFamily: 'inherit' },
        '#root': { minHeight: '100vh' },
        a: { color: colors.accent, textUnderlineOffset: 2 },
        ':focus-visible': { outline: `2px solid ${colors.accent}`, outlineOffset: 1 },
        '::selection': { backgroundColor: colors.accentSoft },
        '@keyframes hydrant-blink': {
          '0%, 55%': { opacity: 1 },
          '75%, 80%': { opacity: 0.35 },
          '100%': { opacity: 1 },
        },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0.01ms !important',
            animationIterationCount: '1 !important',
            transitionDuration: '0.01ms !important',
          },
        },
      },
    },
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiToggleButton: { styleOverrides: { root: { color: colors.text } } },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'small' },
      styleOverrides: {
        root: { minHeight: sizes.control - 4, paddingInline: 12, borderRadius: radii.md, whiteSpace: 'nowrap' },
        outlined: {
          borderColor: colors.line,
          color: colors.text,
          backgroundColor: colors.surface,
          '&:hover': { borderColor: colors.lineStrong, backgroundColor: colors.sunken },
        },
      },
    },
    MuiIconButton: {
      defaultProps: { size: 'small' },
      styleOverrides: { root: { borderRadius: radii.md, color: colors.textMuted } },
    },
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { backgroundImage: 'none' }, outlined: { borderColor: colors.line } },
    },
    MuiCard: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { borderRadius: radii.lg } } },
    MuiMenu: { styleOverrides: { paper: popover(colors) } },
    MuiPopover: { styleOverrides: { paper: popover(colors) } },
    MuiAutocomplete: { styleOverrides: { paper: { ...popover(colors), fontSize: fontSizes.sm } } },
    MuiBackdrop: {
      styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgba(12,16,20,.36)' } } },
    },
    MuiDialog: { styleOverrides: { paper: { ...popover(colors), borderRadius: radii.lg } } },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: fontSizes.lg, fontWeight: 600, padding: '16px 20px 8px' } } },
    MuiDialogContent: { styleOverrides: { root: { padding: '8px 20px' } } },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 20px 16px' } } },
    MuiMenuItem: { styleOverrides: { root: { fontSize: fontSizes.sm, minHeight: 32, gap: 8 } } },
    MuiListItemButton: { styleOverrides: { root: { borderRadius: radii.md } } },
    MuiTableCell: {
      styleOverrides: {
        root: {
          borderBottomColor: colors.line,
          padding: `0 ${sizes.cellX}px`,
          height: sizes.row,
          fontSize: fontSizes.sm,
          lineHeight: '18px',
        },
        head: {
          height: sizes.head,
          fontSize: fontSizes.xs,
          fontWeight: 500,
          color: colors.textMuted,
          backgroundColor: colors.surface,
          whiteSpace: 'nowrap',
        },
        sizeSmall: { padding: `0 ${sizes.cellX}px` },
      },
    },
    MuiTableRow: { styleOverrides: { root: { '&:last-child td': { borderBottom: 0 } } } },
    MuiTableSortLabel: { styleOverrides: { root: { '&.Mui-active': { color: colors.text } } } },
    MuiTextField: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiSelect: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiFormControl: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: {
          ...field,
          borderRadius: radii.md,
          backgroundColor: colors.surface,
          '& .MuiOutlinedInput-notchedOutline': { borderColor: colors.lineStrong },
        },
        input: { '&::placeholder': { color: colors.textFaint, opacity: 1 } },
      },
    },
    MuiInputLabel: { styleOverrides: { root: { fontSize: fontSizes.sm } } },
    MuiFormHelperText: {
      styleOverrides: { root: { marginInline: 0, fontSize: fontSizes.xs, '&:empty': { display: 'none' } } },
    },
    MuiChip: {
      styleOverrides: {
        root: { height: 24, borderRadius: radii.sm, fontSize: fontSizes.xs, fontWeight: 500 },
        filled: { backgroundColor: colors.sunken },
        outlined: { borderColor: colors.line },
      },
    },
    MuiTooltip: {
      defaultProps: { enterDelay: 400 },
      styleOverrides: {
        tooltip: {
          fontSize: fontSizes.xs,
          fontWeight: 400,
          backgroundColor: colors.text,
          color: colors.surface,
          padding: '4px 8px',
        },
      },
    },
    MuiTab: { styleOverrides: { root: { minHeight: 36, padding: '8px 12px', fontSize: fontSizes.sm, minWidth: 0 } } },
    MuiTabs: { styleOverrides: { root: { minHeight: 36 } } },
    MuiAlert: { styleOverrides: { root: { fontSize: fontSizes.sm, borderRadius: radii.md, alignItems: 'center' } } },
    MuiToolbar: { styleOverrides: { root: { minHeight: '48px !important' } } },
    MuiLink: { defaultProps: { underline: 'hover' } },
  };
}

function popover(colors: Palette): Record<string, string | number> {
  return {
    backgroundColor: colors.raised,
    backgroundImage: 'none',
    border: `1px solid ${colors.line}`,
    borderRadius: radii.md,
    boxShadow: '0 8px 24px rgba(10,14,20,.14), 0 2px 6px rgba(10,14,20,.08)',
  };
}
