import { junctionId } from './district-builder';
import { Drawing } from './drawing';
import { choosePipe } from './pipe-stock';
import type { WaterNetwork } from './plans';
import { Random } from './random';
import { createTerrain, type PlanePoint } from './terrain';
import { planTown, type District, type TownLayout } from './town-layout';
import { drawZone } from './zone-builder';

/** What to generate. */
export interface WaterNetworkRequest {
  readonly seed: string;
  readonly name: string;
  /** About how many junctions, 60 to 20,000. */
  readonly junctions: number;
}

/**
 * Generates a water network: districts of streets, each with one metered inlet; a trunk main from a source with two
 * pumps to a tank on high ground; pressure reducing valves before low districts; pipes with material and age.
 * The same request always gives the same network.
 */
export function generateWaterNetwork(request: WaterNetworkRequest): WaterNetwork {
  const random = new Random(`${request.seed}/network`);
  const layout = planTown(random.fork('layout'), request.junctions);
  const terrain = createTerrain(random.fork('terrain'), Math.max(layout.halfHeightM, layout.halfWidthM) * 2);
  const drawing = new Drawing(request.name, terrain);
  const drawn = layout.zones.map((zone) => drawZone(drawing, zone, random.fork(`zone ${zone.number}`)));
  drawBoundaryValves(drawing, layout, random.fork('boundary'));
  const population = drawn.reduce((sum, zone) => sum + zone.population, 0);
  return { network: drawing.network, zones: drawn.map(({ plan }) => plan), population, radiusM: drawing.radiusM };
}

/** Boundary valves between neighbouring districts: pipes that are kept shut. */
function drawBoundaryValves(drawing: Drawing, layout: TownLayout, random: Random): void {
  let number = 0;
  for (const { districts } of layout.zones) {
    for (const south of districts) {
      const north = districts.find(
        ({ zoneRow, corner }) => zoneRow === south.zoneRow + 1 && corner.x === south.corner.x,
      );
      if (!north) continue;
      number += 1;
      const stock = choosePipe(random, 1, 100, 'Boundary valve', 1990);
      drawing.addPipe(
        `B${number}`,
        extreme(south, (point) => point.y),
        extreme(north, (point) => -point.y),
        stock,
        'closed',
      );
    }
  }
}

function extreme(district: District, measure: (point: PlanePoint) => number): string {
  const values = district.crossings.map(({ point }) => measure(point));
  return junctionId(district, values.indexOf(Math.max(...values)));
}
