import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import type { PluginInstance } from './plugin-data';

export interface CapabilitiesDialogProps {
  open: boolean;
  instance: PluginInstance;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Shows what a plugin of others asks for, before it may run. */
export function CapabilitiesDialog({ open, instance, busy, onConfirm, onClose }: CapabilitiesDialogProps) {
  const translate = useTranslate();
  const { capabilities, pluginTitle, plugin } = instance;
  return (
    <Dialog open={open} onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="capabilities-title">
      <DialogTitle id="capabilities-title">
        {translate('plugins.confirm_title', { name: pluginTitle ?? plugin })}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 3 }}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('plugins.confirm_detail')}
        </Typography>
        {capabilities.length === 0 ? (
          <Typography variant="body2">{translate('plugins.asks_nothing')}</Typography>
        ) : (
          <Box component="ul" sx={{ margin: 0, paddingInlineStart: 5, display: 'grid', gap: 1 }}>
            {capabilities.map((capability) => (
              <Typography key={capability} component="li" variant="body2">
                {translate(`plugins.capability.${capability}`, { _: capability })}
              </Typography>
            ))}
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={onConfirm}>
          {translate('plugins.confirm_now')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
