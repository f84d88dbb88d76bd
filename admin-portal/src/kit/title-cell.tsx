import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** The first cell of a row: a link to the object, with a quieter second line. */
export function TitleCell({
  to,
  title,
  second,
  leading,
}: {
  to: string;
  title: string;
  second?: ReactNode;
  leading?: ReactNode;
}) {
  return (
    <Box sx={{ display: 'flex', gap: 2.5, alignItems: 'center', minInlineSize: 0 }}>
      {leading}
      <Box sx={{ minInlineSize: 0 }}>
        <Link to={to}>
          <bdi>{title}</bdi>
        </Link>
        {second && (
          <Box
            component="span"
            sx={{
              display: 'block',
              fontSize: 12,
              color: 'text.secondary',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
            }}
          >
            {second}
          </Box>
        )}
      </Box>
    </Box>
  );
}
