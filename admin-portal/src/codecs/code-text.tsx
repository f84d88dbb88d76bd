import Box from '@mui/material/Box';

/** Code or bytes as they are, from left to right in every language. */
export function CodeText({ text, maxHeight = 480 }: { text: string; maxHeight?: number }) {
  return (
    <Box
      component="pre"
      dir="ltr"
      tabIndex={0}
      sx={{
        margin: 0,
        padding: 3,
        maxBlockSize: maxHeight,
        overflow: 'auto',
        fontFamily: 'ui-monospace, monospace',
        fontSize: 12,
        lineHeight: 1.5,
        backgroundColor: 'action.hover',
        borderRadius: 1,
        tabSize: 2,
      }}
    >
      {text}
    </Box>
  );
}
