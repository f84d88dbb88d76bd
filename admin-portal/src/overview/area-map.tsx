import Box from '@mui/material/Box';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { MARK_PATHS } from '../components/priority-mark';
import type { LonLat } from '../data/types';
import { fontSizes, type Priority } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { areaPath, boundsOf, fit, positionsOf } from './projection';

/** One area of the drawing: a municipality of a country, or a zone of a municipality. */
export interface MapArea {
  id: string;
  name: string;
  boundary: Polygon | MultiPolygon | null;
  center: LonLat | null;
  /** Worst active priority; null: nothing wrong. */
  priority: Priority | null;
  /** Number beside the mark; 0 shows no mark. */
  count: number;
  /** Read aloud. */
  label: string;
}

/** A mark at a place. */
export interface MapPoint {
  id: string;
  location: LonLat;
  priority: Priority;
  /** How many there are at this place; written beside the mark when more than one. */
  count: number;
  label: string;
}

export interface AreaMapProps {
  areas: readonly MapArea[];
  points?: readonly MapPoint[];
  label: string;
  onChoose?: (id: string) => void;
  onChoosePoint?: (id: string) => void;
}

function useSize(): [(element: HTMLElement | null) => void, { width: number; height: number }] {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const observer = useRef<ResizeObserver | null>(null);
  useEffect(() => () => observer.current?.disconnect(), []);
  const measure = useMemo(
    () => (element: HTMLElement | null) => {
      observer.current?.disconnect();
      if (!element) return;
      observer.current = new ResizeObserver(([entry]) =>
        setSize({ width: entry.contentRect.width, height: entry.contentRect.height }),
      );
      observer.current.observe(element);
    },
    [],
  );
  return [measure, size];
}

/** A drawn map of areas: neutral where all is well, washed in the colour of the worst active priority elsewhere. */
export function AreaMap({ areas, points = [], label, onChoose, onChoosePoint }: AreaMapProps) {
  const colors = useColors();
  const [measure, { width, height }] = useSize();
  const [pointed, setPointed] = useState<string | null>(null);
  const projection = useMemo(() => {
    const positions: Position[] = [
      ...areas.flatMap((area) =>
        area.boundary ? [...positionsOf(area.boundary)] : area.center ? [[area.center.lon, area.center.lat]] : [],
      ),
      ...points.map((point) => [point.location.lon, point.location.lat]),
    ];
    const bounds = boundsOf(positions);
    return bounds && width > 0 ? fit(bounds, width, height, 28) : null;
  }, [areas, points, width, height]);
  const onKey = (id: string) => (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose?.(id);
    }
  };
  return (
    <Box
      ref={measure}
      sx={{
        position: 'relative',
        flex: 1,
        minBlockSize: 260,
        inlineSize: '100%',
        overflow: 'hidden',
        backgroundColor: colors.map.water,
      }}
    >
      {projection && (
        <svg
          role="group"
          aria-label={label}
          width={width}
          height={height}
          style={{ position: 'absolute', inset: 0, direction: 'ltr' }}
        >
          {areas.map((area) => {
            if (!area.boundary) return null;
            return (
              <Box
                component="path"
                key={area.id}
                role={onChoose ? 'button' : 'img'}
                tabIndex={onChoose ? 0 : undefined}
                aria-label={area.label}
                d={areaPath(area.boundary, projection)}
                onClick={() => onChoose?.(area.id)}
                onKeyDown={onKey(area.id)}
                onMouseEnter={() => setPointed(area.id)}
                onMouseLeave={() => setPointed(null)}
                onFocus={() => setPointed(area.id)}
                onBlur={() => setPointed(null)}
                sx={{
                  fill: area.priority ? colors.prioritySoft[area.priority] : colors.map.land,
                  stroke:
                    pointed === area.id
                      ? colors.text
                      : area.priority
                        ? colors.priority[area.priority]
                        : colors.map.landLine,
                  strokeOpacity: pointed === area.id ? 1 : area.priority ? 0.55 : 1,
                  strokeWidth: pointed === area.id ? 1.5 : 1,
                  cursor: onChoose ? 'pointer' : 'default',
                  outline: 'none',
                }}
              />
            );
          })}
          <g style={{ pointerEvents: 'none' }} aria-hidden>
            {areas.map((area) => {
              if (!area.center) return null;
              const [x, y] = projection.point(area.center.lon, area.center.lat);
              return (
                <AreaLabel
                  key={area.id}
                  x={x}
                  y={y}
                  area={area}
                  drawn={area.boundary !== null}
                  strong={pointed === area.id}
                />
              );
            })}
          </g>
          {points.map((point) => {
            const [x, y] = projection.point(point.location.lon, point.location.lat);
            return (
              <g
                key={point.id}
                role={onChoosePoint ? 'button' : 'img'}
                tabIndex={onChoosePoint ? 0 : undefined}
                aria-label={point.label}
                transform={`translate(${x - 8} ${y - 8})`}
                onClick={() => onChoosePoint?.(point.id)}
                onKeyDown={(event) => event.key === 'Enter' && onChoosePoint?.(point.id)}
                style={{ cursor: onChoosePoint ? 'pointer' : undefined }}
              >
                <title>{point.label}</title>
                <path
                  d={MARK_PATHS[point.priority]}
                  fill={colors.priority[point.priority]}
                  stroke={colors.map.halo}
                  strokeWidth={2}
                  paintOrder="stroke"
                  strokeLinejoin="round"
                />
                {point.count > 1 && (
                  <text
                    x={20}
                    y={12.5}
                    fontSize={fontSizes.sm}
                    fontWeight={600}
                    fill={colors.text}
                    stroke={colors.map.halo}
                    strokeWidth={3}
                    paintOrder="stroke"
                  >
                    {point.count}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </Box>
  );
}

function AreaLabel({
  x,
  y,
  area,
  drawn,
  strong,
}: {
  x: number;
  y: number;
  area: MapArea;
  drawn: boolean;
  strong: boolean;
}) {
  const colors = useColors();
  const marked = area.priority !== null && area.count > 0;
  const name = area.name.length > 18 ? `${area.name.slice(0, 17)}…` : area.name;
  return (
    <g transform={`translate(${x} ${y})`}>
      {!drawn && !marked && <circle r={3} fill={colors.map.node} />}
      {marked && area.priority && (
        <g transform="translate(0 -6)">
          <path d={MARK_PATHS[area.priority]} transform="translate(-16 -8)" fill={colors.priority[area.priority]} />
          <text x={4} y={4.5} fontSize={fontSizes.sm} fontWeight={600} fill={colors.text}>
            {area.count}
          </text>
        </g>
      )}
      <text
        y={marked || !drawn ? 18 : 4}
        textAnchor="middle"
        fontSize={fontSizes.xs}
        fontWeight={strong ? 600 : 500}
        fill={marked || strong ? colors.text : colors.map.label}
        stroke={colors.map.halo}
        strokeWidth={3}
        strokeOpacity={0.8}
        paintOrder="stroke"
        strokeLinejoin="round"
      >
        {name}
      </text>
    </g>
  );
}
