import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import type { ReactNode } from 'react';
import { useColors } from '../theme/use-colors';

export interface FilterChoice<T extends string> {
  value: T;
  label: string;
  icon?: ReactNode;
  /** How many there are, when known. */
  count?: number;
}

export interface FilterChipsProps<T extends string> {
  /** Read aloud as the name of the group. */
  label: string;
  choices: readonly FilterChoice<T>[];
  /** Chosen ones; none: no narrowing. */
  value: readonly T[];
  onChange: (value: T[]) => void;
  /** At most one may be chosen. */
  single?: boolean;
}

/** A row of chips that narrow a list; each is a switch. */
export function FilterChips<T extends string>({
  label,
  choices,
  value,
  onChange,
  single = false,
}: FilterChipsProps<T>) {
  const colors = useColors();
  const toggle = (choice: T): void => {
    const chosen = value.includes(choice);
    if (single) onChange(chosen ? [] : [choice]);
    else onChange(chosen ? value.filter((item) => item !== choice) : [...value, choice]);
  };
  return (
    <Box role="group" aria-label={label} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {choices.map((choice) => {
        const chosen = value.includes(choice.value);
        return (
          <Chip
            key={choice.value}
            clickable
            component="button"
            aria-pressed={chosen}
            variant="outlined"
            onClick={() => toggle(choice.value)}
            icon={
              choice.icon ? (
                <Box component="span" sx={{ display: 'inline-flex', paddingInlineStart: 1 }}>
                  {choice.icon}
                </Box>
              ) : undefined
            }
            label={choice.count === undefined ? choice.label : `${choice.label} ${choice.count}`}
            sx={{
              blockSize: 28,
              color: chosen ? colors.text : colors.textMuted,
              backgroundColor: chosen ? colors.accentSoft : colors.surface,
              borderColor: chosen ? colors.accent : colors.line,
            }}
          />
        );
      })}
    </Box>
  );
}
