import { useMemo } from 'react';
import { useColors } from '../theme/use-colors';

const COLUMNS = 9;
const ROWS = 13;
const STEP = 80;

/** A repeatable number between 0 and 1 for a place in the grid. */
function noise(x: number, y: number): number {
  const value = Math.sin(x * 127.1 + y * 311.7) * 43_758.5453;
  return value - Math.floor(value);
}

function node(x: number, y: number): [number, number] {
  return [(x + 0.5 + (noise(x, y) - 0.5) * 0.7) * STEP, (y + 0.5 + (noise(y + 31, x + 17) - 0.5) * 0.7) * STEP];
}

interface Drawn {
  mains: string;
  pipes: string;
  nodes: [number, number][];
}

function draw(): Drawn {
  const drawn: Drawn = { mains: '', pipes: '', nodes: [] };
  for (let x = 0; x < COLUMNS; x += 1) {
    for (let y = 0; y < ROWS; y += 1) {
      const [ax, ay] = node(x, y);
      const main = x === 3 || y === 5;
      if (noise(x + 5, y + 9) > 0.72) drawn.nodes.push([ax, ay]);
      for (const [nx, ny] of [
        [x + 1, y],
        [x, y + 1],
      ]) {
        const along = (x === 3 && nx === 3) || (y === 5 && ny === 5);
        if (!along && noise(x * 3 + nx, y * 5 + ny) < (main ? 0.1 : 0.28)) continue;
        const [bx, by] = node(nx, ny);
        const line = `M${ax.toFixed(0)} ${ay.toFixed(0)}L${bx.toFixed(0)} ${by.toFixed(0)}`;
        if (along) drawn.mains += line;
        else drawn.pipes += line;
      }
    }
  }
  return drawn;
}

/** A drawn water network: what the product watches over. Decoration only. */
export function NetworkArt() {
  const colors = useColors();
  const { mains, pipes, nodes } = useMemo(draw, []);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${COLUMNS * STEP} ${ROWS * STEP}`}
      preserveAspectRatio="xMidYMid slice"
      style={{ position: 'absolute', inset: 0, width: '100%', height: '100%' }}
    >
      <path d={pipes} stroke={colors.lineStrong} strokeWidth={1.5} fill="none" />
      <path d={mains} stroke={colors.textFaint} strokeWidth={4} strokeLinecap="round" fill="none" opacity={0.7} />
      {nodes.map(([x, y], index) => (
        <circle
          key={`${x},${y}`}
          cx={x}
          cy={y}
          r={index % 5 === 0 ? 6 : 3.5}
          fill={index % 5 === 0 ? colors.accent : colors.rail}
          stroke={index % 5 === 0 ? colors.rail : colors.textFaint}
          strokeWidth={index % 5 === 0 ? 2 : 1.5}
        />
      ))}
    </svg>
  );
}
