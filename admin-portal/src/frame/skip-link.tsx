import Link from '@mui/material/Link';
import { useTranslate } from 'ra-core';

/** For the keyboard: past the rail, to the page. */
export function SkipLink() {
  const translate = useTranslate();
  return (
    <Link
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}
      sx={{
        position: 'absolute',
        insetInlineStart: 8,
        insetBlockStart: -60,
        zIndex: 2000,
        padding: 2,
        backgroundColor: 'background.paper',
        '&:focus': { insetBlockStart: 8 },
      }}
    >
      {translate('frame.skip')}
    </Link>
  );
}
