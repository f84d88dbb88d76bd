import ArrowBack from '@mui/icons-material/ArrowBack';
import ArrowForward from '@mui/icons-material/ArrowForward';
import CompareArrows from '@mui/icons-material/CompareArrows';
import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import ImageOutlined from '@mui/icons-material/ImageOutlined';
import ShowChart from '@mui/icons-material/ShowChart';
import TableRowsOutlined from '@mui/icons-material/TableRowsOutlined';
import ZoomIn from '@mui/icons-material/ZoomIn';
import ZoomOut from '@mui/icons-material/ZoomOut';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import { useTheme } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import { useTranslate } from 'ra-core';
import { type ReactNode, useState } from 'react';
import { useScopeFilter } from '../frame/scope';
import { ReferencePicker } from '../kit/reference-input';
import type { ChartWindow } from './use-chart-window';

export interface ChartToolbarProps {
  window: ChartWindow;
  asTable: boolean;
  onTable: (asTable: boolean) => void;
  onPng: () => void;
  onCsv: () => void;
  sensorId: string;
  compareId: string | null;
  onCompare: (id: string | null) => void;
  ready: boolean;
}

/** Zoom, compare, table and export of the sensor chart. */
export function ChartToolbar({
  window,
  asTable,
  onTable,
  onPng,
  onCsv,
  sensorId,
  compareId,
  onCompare,
  ready,
}: ChartToolbarProps) {
  const { direction } = useTheme();
  const translate = useTranslate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const scope = useScopeFilter();
  const Back = direction === 'rtl' ? ArrowForward : ArrowBack;
  const Forward = direction === 'rtl' ? ArrowBack : ArrowForward;
  return (
    <Box
      role="toolbar"
      aria-label={translate('sensors.chart.tools')}
      sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', justifyContent: 'flex-end' }}
    >
      {window.fixed && (
        <Button variant="outlined" onClick={window.follow} sx={{ marginInlineEnd: 2 }}>
          {translate('sensors.chart.follow')}
        </Button>
      )}
      <Tool label="sensors.chart.back" onClick={window.back} icon={<Back fontSize="small" />} />
      <Tool
        label="sensors.chart.forward"
        onClick={window.forward}
        disabled={!window.fixed}
        icon={<Forward fontSize="small" />}
      />
      <Tool label="sensors.chart.narrow" onClick={window.narrow} icon={<ZoomIn fontSize="small" />} />
      <Tool label="sensors.chart.widen" onClick={window.widen} icon={<ZoomOut fontSize="small" />} />
      <Tool
        label="sensors.chart.compare"
        pressed={compareId !== null}
        onClick={(target) => setAnchor(target)}
        icon={<CompareArrows fontSize="small" />}
      />
      <Tool
        label={asTable ? 'sensors.chart.as_chart' : 'sensors.chart.as_table'}
        onClick={() => onTable(!asTable)}
        icon={asTable ? <ShowChart fontSize="small" /> : <TableRowsOutlined fontSize="small" />}
      />
      <Tool
        label="sensors.chart.png"
        onClick={onPng}
        disabled={!ready || asTable}
        icon={<ImageOutlined fontSize="small" />}
      />
      <Tool
        label="sensors.chart.csv"
        onClick={onCsv}
        disabled={!ready}
        icon={<FileDownloadOutlined fontSize="small" />}
      />
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <Box sx={{ padding: 4, inlineSize: 320 }}>
          <ReferencePicker
            resource="sensors"
            filter={scope}
            value={compareId}
            onChange={(id) => {
              onCompare(id === sensorId ? null : id);
              if (id) setAnchor(null);
            }}
            label={translate('sensors.chart.compare_with')}
            textOf={(record) => `${String(record.name)} (${String(record.code)})`}
          />
        </Box>
      </Popover>
    </Box>
  );
}

interface ToolProps {
  label: string;
  icon: ReactNode;
  onClick: (target: HTMLElement) => void;
  disabled?: boolean;
  pressed?: boolean;
}

function Tool({ label, icon, onClick, disabled, pressed }: ToolProps) {
  const translate = useTranslate();
  const text = translate(label);
  const button = (
    <IconButton
      aria-label={text}
      aria-pressed={pressed}
      disabled={disabled}
      color={pressed ? 'primary' : 'default'}
      onClick={(event) => onClick(event.currentTarget)}
    >
      {icon}
    </IconButton>
  );
  // A disabled button tells nothing on hover, and a wrapper around it would be named twice.
  return disabled ? button : <Tooltip title={text}>{button}</Tooltip>;
}
