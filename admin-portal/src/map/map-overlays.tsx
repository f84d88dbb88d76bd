import LayersOutlined from '@mui/icons-material/LayersOutlined';
import MapOutlined from '@mui/icons-material/MapOutlined';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import Tooltip from '@mui/material/Tooltip';
import { useTranslate } from 'ra-core';
import { type ReactNode, useState } from 'react';
import { PriorityMark } from '../components/priority-mark';
import { EmptyState } from '../components/states';
import { VisuallyHidden } from '../components/visually-hidden';
import { fontSizes, PRIORITIES } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { type Shown, type Switch, SWITCHES } from './layers';
import { ASSET_SYMBOLS } from './marks';

/** Switches for what the map shows, with the legend beside each. */
export function LayerPanel({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const name = translate('map.layers');
  return (
    <Box sx={{ display: 'grid', justifyItems: 'start', gap: 2 }}>
      <Tooltip title={open ? '' : name} placement="right">
        <Paper variant="outlined">
          <IconButton aria-label={name} aria-expanded={open} onClick={() => setOpen(!open)} sx={{ padding: 1.75 }}>
            <LayersOutlined fontSize="small" />
          </IconButton>
        </Paper>
      </Tooltip>
      {open && (
        <Paper variant="outlined" sx={{ padding: 3, inlineSize: 248, maxBlockSize: '60vh', overflow: 'auto' }}>
          {SWITCHES.map((item) => (
            <Box key={item}>
              <FormControlLabel
                control={
                  <Checkbox
                    size="small"
                    checked={shown[item]}
                    onChange={(_, on) => onChange({ ...shown, [item]: on })}
                    sx={{ padding: 1 }}
                  />
                }
                label={translate(`map.layer.${item}`)}
                slotProps={{ typography: { variant: 'body2' } }}
                sx={{ marginInlineStart: -1 }}
              />
              <Legend layer={item} />
            </Box>
          ))}
        </Paper>
      )}
    </Box>
  );
}

function Legend({ layer }: { layer: Switch }) {
  const colors = useColors();
  const translate = useTranslate();
  const dot = (filled: boolean): ReactNode => (
    <Box
      component="span"
      aria-hidden
      sx={{
        inlineSize: 9,
        blockSize: 9,
        borderRadius: '50%',
        border: `1.5px solid ${filled ? colors.map.label : colors.map.node}`,
        backgroundColor: filled ? colors.map.label : colors.map.land,
      }}
    />
  );
  const line = (height: number): ReactNode => (
    <Box
      component="span"
      aria-hidden
      sx={{ inlineSize: 18, blockSize: height, backgroundColor: colors.map.pipe, borderRadius: 1 }}
    />
  );
  const entries: Record<Switch, readonly [string, ReactNode][]> = {
    alarms: PRIORITIES.map((priority) => [
      translate(`mark.${priority}`),
      <PriorityMark key={priority} kind={priority} size={12} />,
    ]),
    suspects: [
      [
        translate('map.legend.suspect'),
        <Box
          key="suspect"
          component="span"
          aria-hidden
          sx={{
            inlineSize: 16,
            blockSize: 10,
            border: `1.5px dashed ${colors.priority.high}`,
            backgroundColor: colors.prioritySoft.high,
          }}
        />,
      ],
    ],
    sensors: [
      [translate('map.legend.reporting'), dot(true)],
      [translate('map.legend.not_reporting'), dot(false)],
    ],
    assets: Object.entries(ASSET_SYMBOLS).map(([name, { outline, inside }]) => [
      translate(`asset_class.${name}`),
      <svg
        key={name}
        aria-hidden
        viewBox="0 0 16 16"
        width={14}
        height={14}
        fill="none"
        stroke={colors.map.node}
        strokeWidth={1.5}
        strokeLinejoin="round"
      >
        <path d={outline} />
        {inside && <path d={inside} />}
      </svg>,
    ]),
    pipes: [
      ['< 100 mm', line(1)],
      ['150 mm', line(2.5)],
      ['> 300 mm', line(5)],
    ],
    zones: [],
    municipalities: [],
  };
  if (entries[layer].length === 0) return null;
  return (
    <Box
      component="ul"
      sx={{
        listStyle: 'none',
        margin: 0,
        marginBlockEnd: 1.5,
        padding: 0,
        paddingInlineStart: 7,
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 3,
        rowGap: 0.5,
        fontSize: fontSizes.xs,
        color: 'text.secondary',
      }}
    >
      {entries[layer].map(([label, symbol]) => (
        <Box component="li" key={label} sx={{ display: 'inline-flex', alignItems: 'center', gap: 1.5 }}>
          {symbol}
          {label}
        </Box>
      ))}
    </Box>
  );
}

/** The first step, over a map that has nothing to show yet. */
export function EmptyMap() {
  return (
    <Box sx={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center', pointerEvents: 'none' }}>
      <Paper variant="outlined" sx={{ maxInlineSize: 'calc(100% - 24px)' }}>
        <EmptyState compact icon={<MapOutlined />} title="municipalities.empty_title" detail="regions.empty_detail" />
      </Paper>
    </Box>
  );
}

/** How many alarms the map holds; read aloud when it changes. */
export function MapSummary({ count }: { count: number }) {
  const translate = useTranslate();
  return <VisuallyHidden role="status">{translate('map.summary', { smart_count: count, count })}</VisuallyHidden>;
}
