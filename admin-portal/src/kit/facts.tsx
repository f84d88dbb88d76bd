import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import type { ReactNode } from 'react';

/** A named fact; null values are left out by `Facts`. */
export interface Fact {
  /** Key of the catalogue. */
  label: string;
  value: ReactNode;
}

/** Facts about a thing, name beside value. What is not known is left out. */
export function Facts({ facts }: { facts: readonly (Fact | null | false)[] }) {
  const translate = useTranslate();
  const known = facts.filter(
    (fact): fact is Fact =>
      Boolean(fact) &&
      (fact as Fact).value !== null &&
      (fact as Fact).value !== undefined &&
      (fact as Fact).value !== '',
  );
  return (
    <Box
      component="dl"
      sx={{
        margin: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 1fr)',
        columnGap: 4,
        rowGap: 2,
        fontSize: 13,
      }}
    >
      {known.map(({ label, value }) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {translate(label, { _: label })}
          </Box>
          <Box
            component="dd"
            sx={{ margin: 0, minInlineSize: 0, overflowWrap: 'anywhere', '& a': { color: 'inherit' } }}
          >
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
