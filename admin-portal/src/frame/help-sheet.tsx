import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useColors } from '../theme/use-colors';
import { helpOpen } from './help-state';
import { useRegisteredShortcuts } from './shortcuts';

/** All keys that work on the present page. */
export function HelpSheet() {
  const translate = useTranslate();
  const colors = useColors();
  const shortcuts = useRegisteredShortcuts();
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))];
  return (
    <Dialog open onClose={() => helpOpen.set(false)} maxWidth="sm" fullWidth>
      <DialogTitle>{translate('help.title')}</DialogTitle>
      <DialogContent
        sx={{
          display: 'grid',
          gridTemplateColumns: { sm: '1fr 1fr' },
          gap: 6,
          paddingBlockEnd: 6,
          alignItems: 'start',
        }}
      >
        {groups.map((group) => (
          <section key={group}>
            <Typography variant="caption" component="h3" sx={{ color: 'text.secondary', marginBlockEnd: 1 }}>
              {translate(group)}
            </Typography>
            {shortcuts
              .filter((shortcut) => shortcut.group === group)
              .map((shortcut) => (
                <Box key={shortcut.keys} sx={{ display: 'flex', alignItems: 'center', gap: 2, minBlockSize: 28 }}>
                  <Typography variant="body2" sx={{ flex: 1 }}>
                    {translate(shortcut.label)}
                  </Typography>
                  <Box component="span" dir="ltr" sx={{ display: 'flex', gap: 1 }}>
                    {shortcut.keys.split(' ').map((key, index) => (
                      <Box
                        key={index}
                        component="kbd"
                        sx={{
                          font: 'inherit',
                          fontSize: 12,
                          minInlineSize: 22,
                          textAlign: 'center',
                          paddingInline: 1.5,
                          lineHeight: '20px',
                          border: `1px solid ${colors.line}`,
                          borderBlockEndWidth: 2,
                          borderRadius: 1,
                          backgroundColor: colors.sunken,
                        }}
                      >
                        {key.replace('mod+', 'Ctrl ').replace(/^([a-z])$/, (letter) => letter.toUpperCase())}
                      </Box>
                    ))}
                  </Box>
                </Box>
              ))}
          </section>
        ))}
      </DialogContent>
    </Dialog>
  );
}
