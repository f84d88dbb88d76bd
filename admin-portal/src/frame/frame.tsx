import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useMe } from '../auth/ability';
import { renewSoonEnding } from '../auth/session';
import { ForcedMfaPage, ForcedPasswordPage } from '../auth/forced-pages';
import { PageSkeleton } from '../components/states';
import { live, useHealing, useNetworkEvents } from '../live/live';
import { useOverviewUpdates } from '../overview/use-overview';
import { usePreferences } from '../theme/preferences';
import { FrameShortcuts } from './frame-shortcuts';
import { MfaAdvice } from './mfa-advice';
import { Notices } from './notices';
import { Rail } from './rail';
import { SkipLink } from './skip-link';
import { TopBar } from './top-bar';
import { useScopeInUrl } from './scope';

const RAIL_WIDTH = 216;
const FOLDED_WIDTH = 56;

/** Rail, top bar and the page between them. Owns the live connection while someone is signed in. */
export function Frame({ children }: { children: ReactNode }) {
  const me = useMe();
  if (me?.mustChangePassword) return <ForcedPasswordPage />;
  if (me?.mfaRequired && !me.mfaEnabled) return <ForcedMfaPage />;
  return <SignedInFrame>{children}</SignedInFrame>;
}

function SignedInFrame({ children }: { children: ReactNode }) {
  const phone = useMediaQuery('(max-width: 899px)');
  const { railFolded } = usePreferences();
  const [menuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  useScopeInUrl();
  useOverviewUpdates();
  useHealing();
  useNetworkEvents();
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, []);
  useEffect(() => {
    const timer = setInterval(renewSoonEnding, 30_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => setMenuOpen(false), [pathname]);
  const width = railFolded ? FOLDED_WIDTH : RAIL_WIDTH;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: phone ? '1fr' : `${width}px minmax(0, 1fr)`,
        gridTemplateRows: '48px minmax(0, 1fr)',
        blockSize: '100dvh',
      }}
    >
      <SkipLink />
      {phone ? (
        <Drawer open={menuOpen} onClose={() => setMenuOpen(false)} slotProps={{ paper: { sx: { inlineSize: 264 } } }}>
          <Rail folded={false} />
        </Drawer>
      ) : (
        <Box sx={{ gridRow: '1 / -1', minBlockSize: 0 }}>
          <Rail folded={railFolded} />
        </Box>
      )}
      <TopBar phone={phone} onMenu={() => setMenuOpen(true)} />
      <Box sx={{ minInlineSize: 0, minBlockSize: 0, display: 'flex', flexDirection: 'column' }}>
        <MfaAdvice />
        <Box
          component="main"
          id="main"
          tabIndex={-1}
          sx={{
            flex: 1,
            minBlockSize: 0,
            overflow: 'auto',
            position: 'relative',
            '&, &:focus-visible': { outline: 'none' },
          }}
        >
          <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
        </Box>
      </Box>
      <FrameShortcuts />
      <Notices />
    </Box>
  );
}
