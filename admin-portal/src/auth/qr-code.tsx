import Box from '@mui/material/Box';
import { useMemo } from 'react';
import makeQrCode from 'qrcode-generator';

/** A text as a QR code: dark on light in both themes, as cameras expect. */
export function QrCode({ text, label, size = 176 }: { text: string; label: string; size?: number }) {
  const { path, count } = useMemo(() => {
    const code = makeQrCode(0, 'M');
    code.addData(text);
    code.make();
    const modules = code.getModuleCount();
    let drawn = '';
    for (let row = 0; row < modules; row += 1) {
      for (let column = 0; column < modules; column += 1) {
        if (code.isDark(row, column)) drawn += `M${column} ${row}h1v1h-1z`;
      }
    }
    return { path: drawn, count: modules };
  }, [text]);
  return (
    <Box sx={{ padding: 3, backgroundColor: '#fff', borderRadius: 1, inlineSize: size + 24, lineHeight: 0 }}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${count} ${count}`}
        width={size}
        height={size}
        shapeRendering="crispEdges"
      >
        <path d={path} fill="#000" />
      </svg>
    </Box>
  );
}
