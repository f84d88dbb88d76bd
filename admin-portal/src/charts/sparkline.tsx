import { useId } from 'react';
import { useColors } from '../theme/use-colors';

export interface SparklineProps {
  /** Values at equal steps, oldest first; null is a gap and stays one. */
  values: readonly (number | null)[];
  /** Read aloud; leave out when the same is written beside it. */
  label?: string;
  width?: number | string;
  height?: number;
  /** Lines across the drawing at these values (thresholds). */
  limits?: readonly number[];
  /** Start the scale at zero (counts). */
  fromZero?: boolean;
}

const W = 100;

/** SVG path through the values, broken at gaps, in a box of 100 by `height`. */
export function sparkPath(values: readonly (number | null)[], min: number, max: number, height: number): string {
  const span = max - min || 1;
  const step = values.length > 1 ? W / (values.length - 1) : W;
  let path = '';
  let pen = false;
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) {
      pen = false;
      return;
    }
    const y = height - 2 - ((value - min) / span) * (height - 4);
    path += `${pen ? 'L' : 'M'}${(index * step).toFixed(2)} ${y.toFixed(2)}`;
    pen = true;
  });
  return path;
}

/** A small line without axes: the shape of the last hours. */
export function Sparkline({
  values,
  label,
  width = '100%',
  height = 32,
  limits = [],
  fromZero = false,
}: SparklineProps) {
  const colors = useColors();
  const clip = useId();
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length < 2) return <svg aria-hidden width={width} height={height} />;
  const low = Math.min(...known, ...limits);
  const high = Math.max(...known, ...limits);
  const min = fromZero ? Math.min(0, low) : low;
  const max = high === min ? min + 1 : high;
  const path = sparkPath(values, min, max, height);
  const y = (value: number): number => height - 2 - ((value - min) / (max - min)) * (height - 4);
  const whole = !values.includes(null);
  return (
    <svg
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      viewBox={`0 0 ${W} ${height}`}
      preserveAspectRatio="none"
      style={{ display: 'block', width, height }}
    >
      <clipPath id={clip}>
        <rect width={W} height={height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {whole && <path d={`${path}L${W} ${height}L0 ${height}Z`} fill={colors.seriesSoft} opacity={0.28} />}
        {limits.map((limit) => (
          <line
            key={limit}
            x1={0}
            x2={W}
            y1={y(limit)}
            y2={y(limit)}
            stroke={colors.priority.high}
            strokeWidth={1}
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        <path
          d={path}
          fill="none"
          stroke={colors.series}
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </g>
    </svg>
  );
}
