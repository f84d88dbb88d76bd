import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import type { MarkKind } from '../theme/tokens';
import { useColors } from '../theme/use-colors';

/** Outlines of the marks in a 16 by 16 box. Also drawn as icons on the map. */
export const MARK_PATHS: Readonly<Record<MarkKind, string>> = {
  critical: 'M8 .8 15.200 8 8 15.200.8 8Z',
  high: 'M8 1.500 15.500 14.500H.5Z',
  medium: 'M2 2h12v12H2Z',
  low: 'M8 1.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13Z',
  shelved: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z',
  silent: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z',
  out_of_service: 'M3 3h10v10H3Z',
  normal: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
};

/** Marks that are drawn as an outline: nothing calls for action. */
export const OUTLINED: ReadonlySet<MarkKind> = new Set(['shelved', 'silent', 'out_of_service']);

export interface PriorityMarkProps {
  kind: MarkKind;
  /** Nobody has acknowledged yet: blinks slowly, unless the device asks for less motion. */
  unacknowledged?: boolean;
  /** Writes the name beside the symbol. Without, it is read aloud only. */
  label?: boolean;
  /** Size, px. */
  size?: number;
}

/** An alarm priority (or the state of a sensor) by shape, colour and text together. */
export function PriorityMark({ kind, unacknowledged = false, label = false, size = 14 }: PriorityMarkProps) {
  const colors = useColors();
  const translate = useTranslate();
  const name = translate(`mark.${kind}`);
  const outlined = OUTLINED.has(kind);
  const text = unacknowledged ? translate('mark.unacknowledged', { name }) : name;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 1.5,
        whiteSpace: 'nowrap',
        color: colors.priorityText[kind],
      }}
    >
      <Box
        component="svg"
        viewBox="0 0 16 16"
        role={label ? undefined : 'img'}
        aria-hidden={label || undefined}
        aria-label={label ? undefined : text}
        sx={{
          inlineSize: size,
          blockSize: size,
          flex: 'none',
          animation: unacknowledged ? 'hydrant-blink 2.4s ease-in-out infinite' : undefined,
        }}
      >
        <path
          d={MARK_PATHS[kind]}
          fill={outlined ? 'none' : colors.priority[kind]}
          stroke={colors.priority[kind]}
          strokeWidth={outlined ? 1.75 : 0}
          strokeLinejoin="round"
          strokeDasharray={kind === 'silent' ? '3 2' : undefined}
        />
      </Box>
      {label && <span>{name}</span>}
    </Box>
  );
}
