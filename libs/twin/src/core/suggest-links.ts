import { type InpNetwork, allLinks } from '@app/hydraulics';
import type { LonLat } from '@app/kernel';
import { meteredAreas } from './metered-areas';
import type { ModelLink } from './twin-types';

/** A sensor that wants a place in the model. */
export interface SensorToPlace {
  readonly id: string;
  readonly quantity: string;
  readonly assetId: string | null;
  readonly location: LonLat | null;
}

/** An element with its asset and place. */
export interface PlaceableElement {
  readonly assetId: string;
  readonly class: string;
  readonly kind: 'node' | 'link';
  readonly elementId: string;
  readonly location: LonLat | null;
}

/** A place found for a sensor. */
export interface SuggestedLink {
  readonly sensorId: string;
  readonly elementKind: 'node' | 'link';
  readonly elementId: string;
  readonly usage: 'boundary' | 'compare';
  readonly distanceM: number | null;
}

/** Farther from an element than this, a sensor is not taken to measure it, m. */
const REACH_M = 40;
const RADIUS_M = 6_371_008;

/** Classes of element at which each quantity is measured. */
const classesOf: Readonly<Record<string, readonly string[]>> = {
  pressure: ['junction', 'tank', 'reservoir'],
  flow: ['pipe', 'pump', 'valve'],
  level: ['tank'],
  power: ['pump'],
  percent: ['valve', 'pump'],
};

/** True for sensors that can stand in a hydraulic model at all. */
export function isPlaceable(quantity: string): boolean {
  return quantity in classesOf;
}

/**
 * Finds a place for sensors: the element of their asset, or of an asset beside it; else the nearest element at which their
 * quantity is measured, within 40 m. A place that another sensor of the same quantity has is not given again.
 * @param taken - places that are given already
 */
export function suggestLinks(
  network: InpNetwork,
  elements: readonly PlaceableElement[],
  sensors: readonly SensorToPlace[],
  taken: readonly { elementId: string; elementKind: string; quantity: string }[],
): SuggestedLink[] {
  const occupied = new Set(
    taken.map(({ quantity, elementKind, elementId }) => `${quantity}/${elementKind}/${elementId}`),
  );
  const byAsset = new Map(elements.map((element) => [element.assetId, element]));
  const found: (SuggestedLink & { quantity: string })[] = [];
  for (const sensor of sensors) {
    const classes = classesOf[sensor.quantity];
    if (classes === undefined) continue;
    const isFree = ({ kind, elementId }: PlaceableElement) => !occupied.has(`${sensor.quantity}/${kind}/${elementId}`);
    const own = sensor.assetId === null ? undefined : byAsset.get(sensor.assetId);
    const element =
      own === undefined
        ? nearest(
            sensor.location,
            elements.filter((each) => classes.includes(each.class) && isFree(each)),
            REACH_M,
          )
        : fitting(network, elements, own, classes, sensor).find(isFree);
    if (element === undefined) continue;
    occupied.add(`${sensor.quantity}/${element.kind}/${element.elementId}`);
    found.push({
      sensorId: sensor.id,
      quantity: sensor.quantity,
      elementKind: element.kind,
      elementId: element.elementId,
      usage: sensor.quantity === 'pressure' ? 'compare' : 'boundary',
      distanceM: distance(sensor.location, element.location),
    });
  }
  return withUsage(network, found);
}

/** The element itself, or its neighbours of the right class: a pressure sensor on a pipe stands at one of its ends. */
function fitting(
  network: InpNetwork,
  elements: readonly PlaceableElement[],
  own: PlaceableElement,
  classes: readonly string[],
  { location }: SensorToPlace,
): PlaceableElement[] {
  if (classes.includes(own.class)) return [own];
  const links = allLinks(network);
  const ids = new Set(
    own.kind === 'link'
      ? links.filter(({ id }) => id === own.elementId).flatMap(({ from, to }) => [from, to])
      : links.filter(({ from, to }) => from === own.elementId || to === own.elementId).map(({ id }) => id),
  );
  const beside = elements.filter(
    ({ kind, elementId, class: assetClass }) => kind !== own.kind && ids.has(elementId) && classes.includes(assetClass),
  );
  // A flow sensor at a node says of which link only where there is one.
  if (own.kind === 'node' && beside.length > 1) return [];
  return beside.sort((a, b) => (distance(location, a.location) ?? 0) - (distance(location, b.location) ?? 0));
}

/** A flow meter between two parts of the network drives the model; one within a part is compared with it. */
function withUsage(network: InpNetwork, found: readonly (SuggestedLink & { quantity: string })[]): SuggestedLink[] {
  const links = found.map(({ sensorId, quantity, elementKind, elementId, usage }): ModelLink => ({
    key: sensorId,
    quantity: quantity as ModelLink['quantity'],
    elementKind,
    elementId,
    usage,
    direction: 1,
    gaugeHeightM: 0,
  }));
  const edges = new Set(meteredAreas(network, links).flatMap(({ meters }) => meters.map(({ key }) => key)));
  const pumps = new Set(network.pumps.map(({ id }) => id));
  return found.map(({ quantity, ...link }) =>
    quantity === 'flow' && !edges.has(link.sensorId) && !pumps.has(link.elementId)
      ? { ...link, usage: 'compare' }
      : link,
  );
}

function nearest(
  from: LonLat | null,
  elements: readonly PlaceableElement[],
  withinM: number,
): PlaceableElement | undefined {
  let best: PlaceableElement | undefined;
  let bestM = withinM;
  for (const element of elements) {
    const away = distance(from, element.location);
    if (away !== null && away <= bestM) [best, bestM] = [element, away];
  }
  return best;
}

/** Metres between two near places (equirectangular); null where one is not known. */
function distance(a: LonLat | null, b: LonLat | null): number | null {
  if (a === null || b === null) return null;
  const perDegree = (RADIUS_M * Math.PI) / 180;
  const east = (a.lon - b.lon) * perDegree * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(east, (a.lat - b.lat) * perDegree);
}
