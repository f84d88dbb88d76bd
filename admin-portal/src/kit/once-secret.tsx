import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { useState } from 'react';

/** A value that is shown now and never again. */
export interface SecretPart {
  /** Key of the catalogue. */
  label: string;
  value: string;
}

export interface OnceSecretProps {
  open: boolean;
  /** Key of the catalogue. */
  title: string;
  /** Key of the catalogue: what to do with it. */
  detail: string;
  parts: readonly SecretPart[];
  /** One more sentence, already translated. */
  note?: string;
  onClose: () => void;
}

/** Shows a new secret once, with a way to copy it. Closes only by its button, so that nothing is lost by a stray click. */
export function OnceSecret({ open, title, detail, parts, note, onClose }: OnceSecretProps) {
  const translate = useTranslate();
  return (
    <Dialog open={open} maxWidth="sm" fullWidth aria-labelledby="once-secret-title">
      <DialogTitle id="once-secret-title">{translate(title)}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Alert severity="warning" variant="outlined">
          {translate('kit.secret_once')}
        </Alert>
        <Typography variant="body2">
          {translate(detail)}
          {note && ` ${note}`}
        </Typography>
        {parts.map((part) => (
          <CopyLine key={part.label} {...part} />
        ))}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {translate('kit.secret_saved')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** A value in fixed-width letters with a button that copies it. */
export function CopyLine({ label, value }: SecretPart) {
  const translate = useTranslate();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    setCopied(await copyText(value));
  };
  return (
    <Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {translate(label, { _: label })}
      </Typography>
      <Box
        sx={{
          display: 'flex',
          gap: 2,
          alignItems: 'center',
          backgroundColor: (theme) => theme.hydrant.colors.sunken,
          borderRadius: 1,
          padding: 2,
        }}
      >
        <Box
          component="code"
          dir="ltr"
          sx={{
            flex: 1,
            overflowWrap: 'anywhere',
            userSelect: 'all',
            fontSize: 13,
            fontFamily: 'ui-monospace, monospace',
          }}
        >
          {value}
        </Box>
        <Tooltip title={translate(copied ? 'kit.copied' : 'kit.copy')}>
          <IconButton
            aria-label={translate('kit.copy_what', { what: translate(label, { _: label }) })}
            onClick={() => void copy()}
          >
            {copied ? <CheckOutlined fontSize="small" /> : <ContentCopyOutlined fontSize="small" />}
          </IconButton>
        </Tooltip>
        <Box
          component="span"
          aria-live="polite"
          sx={{ position: 'absolute', inlineSize: 1, blockSize: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}
        >
          {copied ? translate('kit.copied') : ''}
        </Box>
      </Box>
    </Box>
  );
}

/** Copies text; false when the browser refuses (the text can then be marked by hand). */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
