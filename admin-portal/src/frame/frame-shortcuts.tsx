import { lazy, Suspense } from 'react';
import { useNavigate } from 'react-router';
import { openPalette, paletteOpen } from '../palette/palette-state';
import { helpOpen, openHelp } from './help-state';
import { useNavItems } from './nav';
import { useShortcuts } from './shortcuts';

const CommandPalette = lazy(async () => ({ default: (await import('../palette/command-palette')).CommandPalette }));
const HelpSheet = lazy(async () => ({ default: (await import('./help-sheet')).HelpSheet }));

/** The keys that work everywhere, and the two sheets they open. */
export function FrameShortcuts() {
  const navigate = useNavigate();
  const items = useNavItems();
  const showPalette = paletteOpen.use();
  const showHelp = helpOpen.use();
  useShortcuts([
    { keys: 'mod+k', label: 'palette.open', group: 'help.everywhere', run: openPalette, whileTyping: true },
    { keys: '/', label: 'palette.open', group: 'help.everywhere', run: openPalette },
    { keys: '?', label: 'help.open', group: 'help.everywhere', run: openHelp },
    ...items.flatMap((item) =>
      item.shortcut
        ? [{ keys: item.shortcut, label: item.label, group: 'help.go_to', run: () => void navigate(item.to) }]
        : [],
    ),
  ]);
  return (
    <Suspense fallback={null}>
      {showPalette && <CommandPalette />}
      {showHelp && <HelpSheet />}
    </Suspense>
  );
}
