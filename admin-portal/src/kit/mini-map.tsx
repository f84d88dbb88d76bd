import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { lazy, Suspense } from 'react';
import Skeleton from '@mui/material/Skeleton';
import type { LonLat } from '../data/types';
import type { MarkKind } from '../theme/tokens';

/** A point on a small map. */
export interface MapMark {
  at: LonLat;
  kind: MarkKind;
  label: string;
}

export interface MiniMapProps {
  /** Read aloud: what the map shows. */
  label: string;
  marks?: readonly MapMark[];
  /** Outlines and lines, drawn neutral. */
  shapes?: readonly GeoJSON.Geometry[];
  /** Fainter shapes for orientation (the municipality around a zone). */
  context?: readonly GeoJSON.Geometry[];
  height?: number | string;
  /** The map is a picker: a click answers with its place. */
  onPick?: (at: LonLat) => void;
  /** Where to look when there is nothing to show yet. */
  center?: LonLat | null;
}

const Drawn = lazy(async () => ({ default: (await import('./mini-map-drawn')).MiniMapDrawn }));

/** A small map without outside tiles: places, outlines and pipes on a plain ground. Leaflet is fetched when needed. */
export function MiniMap(props: MiniMapProps) {
  const { direction } = useTheme();
  const { height = 200 } = props;
  return (
    <Box
      dir="ltr"
      data-direction={direction}
      sx={{
        blockSize: height,
        borderRadius: 1,
        overflow: 'hidden',
        border: 1,
        borderColor: 'divider',
        isolation: 'isolate',
      }}
    >
      <Suspense fallback={<Skeleton variant="rectangular" height="100%" />}>
        <Drawn {...props} />
      </Suspense>
    </Box>
  );
}
