import type { Map as GlMap } from 'maplibre-gl';
import { MARK_PATHS } from '../components/priority-mark';
import { type Palette, PRIORITIES } from '../theme/tokens';

/** Drawn at this many device pixels per point, sharp on dense displays. */
const RATIO = 2;
const SIZE = 20;
const EDGE = 3;

/** Name of the map's image for a priority. */
export const markImage = (priority: string): string => `mark-${priority}`;

/** Draws the priority marks and gives them to the map, so that no sprite has to be fetched. */
export function addMarks(map: GlMap, colors: Palette): void {
  for (const priority of PRIORITIES) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = (SIZE + 2 * EDGE) * RATIO;
    const context = canvas.getContext('2d');
    if (!context) continue;
    context.scale(RATIO, RATIO);
    context.translate(EDGE, EDGE);
    context.scale(SIZE / 16, SIZE / 16);
    const outline = (): Path2D => new Path2D(MARK_PATHS[priority]);
    context.lineJoin = 'round';
    context.strokeStyle = colors.map.halo;
    context.lineWidth = 3;
    context.stroke(outline());
    context.fillStyle = colors.priority[priority];
    context.fill(outline());
    map.addImage(markImage(priority), context.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: RATIO });
  }
}
