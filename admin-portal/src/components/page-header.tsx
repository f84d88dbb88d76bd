import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type ReactNode, useEffect } from 'react';

export interface PageHeaderProps {
  /** Key of the catalogue or a name. */
  title: string;
  /** A line under the title: count, place, since when. */
  subtitle?: ReactNode;
  /** Before the title: a PriorityMark or a back link. */
  leading?: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
}

/** Head of a page; also names the browser tab. */
export function PageHeader({ title, subtitle, leading, actions }: PageHeaderProps) {
  const translate = useTranslate();
  const text = translate(title, { _: title });
  useEffect(() => {
    document.title = `${text} · Hydrant`;
  }, [text]);
  return (
    <Box
      component="header"
      sx={{ display: 'flex', alignItems: 'center', gap: 3, flexWrap: 'wrap', minBlockSize: 40, marginBlockEnd: 4 }}
    >
      {leading}
      <Box sx={{ flex: { xs: '1 1 60%', md: '1 1 auto' }, minInlineSize: 0 }}>
        <Typography
          variant="h1"
          title={text}
          sx={{
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            overflowWrap: 'anywhere',
            whiteSpace: { md: 'nowrap' },
          }}
        >
          {text}
        </Typography>
        {subtitle && (
          <Typography variant="body2" component="div" sx={{ color: 'text.secondary' }}>
            {subtitle}
          </Typography>
        )}
      </Box>
      {actions && <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>{actions}</Box>}
    </Box>
  );
}

export interface PageProps {
  children: ReactNode;
  /** Tables and maps use the width; forms and texts stay readable. */
  wide?: boolean;
  /** On large screens the page fills the window and its parts scroll by themselves. */
  fill?: boolean;
}

/** The usual frame of a page: padding and a width. */
export function Page({ children, wide = true, fill = false }: PageProps) {
  return (
    <Box
      sx={{
        padding: { xs: 3, sm: 6 },
        maxInlineSize: wide ? 1760 : 960,
        marginInline: 'auto',
        ...(fill && {
          blockSize: { lg: '100%' },
          minBlockSize: { lg: 680 },
          display: { lg: 'flex' },
          flexDirection: 'column',
        }),
      }}
    >
      {children}
    </Box>
  );
}
