import { geodesicDirect, geodesicInverse, type LonLat } from './geodesic';
import type { DrawingPoint, InpNetwork } from './network';
import { lengthFactorToM } from './units';

/** Where a drawing stands on the globe. */
export interface Placement {
  /** The point of the globe on which the drawing is anchored, degrees WGS 84. */
  readonly anchor: LonLat;
  /** The point of the drawing that comes to stand on the anchor; left out: the centre of all placed nodes. */
  readonly anchorXY?: DrawingPoint;
  /** Metres on the ground of one unit of the drawing. */
  readonly metresPerUnit: number;
  /** Turn of the drawing about the anchor, degrees clockwise; 0: its y axis points north. */
  readonly rotationDeg: number;
}

/** A placement that cannot be carried out; the message says why and what to change. */
export class PlacementError extends Error {
  readonly code = 'hydraulics.placement-invalid';

  constructor(message: string) {
    super(message);
    this.name = 'PlacementError';
  }
}

/** Turns drawing points into longitude and latitude and back. */
export interface Placer {
  toLonLat(point: DrawingPoint): LonLat;
  toDrawing(point: LonLat): DrawingPoint;
}

/** Farthest a point may lie from the anchor, m; beyond it the scale is surely wrong. */
const farthestM = 500_000;

/**
 * Prepares a placement: azimuthal equidistant about the anchor on WGS 84. Distances from the anchor are exact; between
 * any two points within 50 km of it they are good to better than 0.01 %.
 *
 * @throws {PlacementError} when a figure is out of range, or no node of the network has coordinates and no `anchorXY` is given
 */
export function createPlacer(network: InpNetwork, placement: Placement): Placer {
  const { anchor, metresPerUnit, rotationDeg } = placement;
  if (!(Math.abs(anchor.lon) <= 180 && Math.abs(anchor.lat) <= 89)) {
    throw new PlacementError(
      'The anchor must have a longitude within -180..180 and a latitude within -89..89 degrees.',
    );
  }
  if (!(metresPerUnit > 0 && metresPerUnit <= 1e6)) {
    throw new PlacementError('metresPerUnit must be above 0: the metres on the ground of one unit of the drawing.');
  }
  if (!Number.isFinite(rotationDeg)) throw new PlacementError('rotationDeg must be a number of degrees clockwise.');
  const origin = placement.anchorXY ?? drawingCentre(network);
  if (!(Number.isFinite(origin.x) && Number.isFinite(origin.y)))
    throw new PlacementError('anchorXY must be two plain numbers.');
  return {
    toLonLat(point) {
      const east = point.x - origin.x;
      const north = point.y - origin.y;
      const distanceM = Math.hypot(east, north) * metresPerUnit;
      if (!(distanceM <= farthestM)) {
        throw new PlacementError(
          `The point ${point.x}, ${point.y} would lie ${Math.round(distanceM / 1000)} km from the anchor: correct metresPerUnit or anchorXY.`,
        );
      }
      return geodesicDirect(anchor, (Math.atan2(east, north) * 180) / Math.PI + rotationDeg, distanceM);
    },
    toDrawing(point) {
      const line = geodesicInverse(anchor, point);
      if (line === null) throw new PlacementError('The point lies on the other side of the globe.');
      const angle = ((line.azimuthDeg - rotationDeg) * Math.PI) / 180;
      const units = line.distanceM / metresPerUnit;
      return { x: origin.x + units * Math.sin(angle), y: origin.y + units * Math.cos(angle) };
    },
  };
}

/** Longitude and latitude of every node that has coordinates, and of the bends of every link. */
export interface PlacedNetwork {
  readonly nodes: ReadonlyMap<string, LonLat>;
  readonly vertices: ReadonlyMap<string, readonly LonLat[]>;
}

/**
 * Places a whole network.
 *
 * @throws {PlacementError} as {@link createPlacer}, and when a point would lie more than 500 km from the anchor
 */
export function placeNetwork(network: InpNetwork, placement: Placement): PlacedNetwork {
  const placer = createPlacer(network, placement);
  const nodes = new Map<string, LonLat>();
  for (const node of allNodes(network)) if (node.position) nodes.set(node.id, placer.toLonLat(node.position));
  const vertices = new Map<string, readonly LonLat[]>();
  for (const link of allLinks(network)) {
    if (link.vertices.length > 0)
      vertices.set(
        link.id,
        link.vertices.map((vertex) => placer.toLonLat(vertex)),
      );
  }
  return { nodes, vertices };
}

/** Mean of the coordinates of all nodes. @throws {PlacementError} when there are none */
export function drawingCentre(network: InpNetwork): DrawingPoint {
  let [x, y, count] = [0, 0, 0];
  for (const { position } of allNodes(network)) {
    if (!position) continue;
    x += position.x;
    y += position.y;
    count += 1;
  }
  if (count === 0) throw new PlacementError('The file has no [COORDINATES], so its network cannot be placed on a map.');
  return { x: x / count, y: y / count };
}

/**
 * Scale of a drawing, from the lengths of its pipes and of their lines.
 *
 * @returns metres of one drawing unit (the median over all pipes), or null when no pipe is drawn with two ends apart
 */
export function estimateMetresPerUnit(network: InpNetwork): number | null {
  const positions = new Map<string, DrawingPoint>();
  for (const node of allNodes(network)) if (node.position) positions.set(node.id, node.position);
  const toM = lengthFactorToM(network.options.flowUnits);
  const ratios: number[] = [];
  for (const pipe of network.pipes) {
    const [from, to] = [positions.get(pipe.from), positions.get(pipe.to)];
    if (!from || !to) continue;
    const line = [from, ...pipe.vertices, to];
    let drawn = 0;
    for (let index = 1; index < line.length; index += 1) {
      const [a, b] = [line[index - 1] as DrawingPoint, line[index] as DrawingPoint];
      drawn += Math.hypot(b.x - a.x, b.y - a.y);
    }
    if (drawn > 0) ratios.push((pipe.length * toM) / drawn);
  }
  ratios.sort((a, b) => a - b);
  return ratios.length === 0 ? null : (ratios[Math.floor(ratios.length / 2)] as number);
}

/** All junctions, reservoirs and tanks, in this order. */
export function allNodes(
  network: InpNetwork,
): (InpNetwork['junctions'][number] | InpNetwork['reservoirs'][number] | InpNetwork['tanks'][number])[] {
  return [...network.junctions, ...network.reservoirs, ...network.tanks];
}

/** All pipes, pumps and valves, in this order. */
export function allLinks(
  network: InpNetwork,
): (InpNetwork['pipes'][number] | InpNetwork['pumps'][number] | InpNetwork['valves'][number])[] {
  return [...network.pipes, ...network.pumps, ...network.valves];
}
