import type { Random } from './random';

/** Name of the invented country. */
export const nationName = 'Lumeria';

/** Names of its regions, with short codes: south, east, north. */
export const regionNames: readonly { readonly code: string; readonly name: string }[] = [
  { code: 'SEL', name: 'Selbury' },
  { code: 'COR', name: 'Corvane' },
  { code: 'NOR', name: 'Nordmark' },
];

const municipalityNames: readonly string[] = [
  'Aldermere', 'Brightwater', 'Casteline', 'Dunhaven', 'Eastholm', 'Farrowdale', 'Glimmerford', 'Harrowick', 'Ivermoor',
  'Jasperton', 'Kestrel Bay', 'Lindenau', 'Marlowe', 'Northgate', 'Oldcastle', 'Pinecrest', 'Quarrington', 'Ravensmouth',
  'Silverbrook', 'Thornbury', 'Ulverside', 'Valmora', 'Westerley', 'Yarrowfield', 'Zephyr Point', 'Ashcombe', 'Rosefield',
  'Copperhill', 'Dovecote', 'Elmsworth', 'Foxglove', 'Greyfriars',
]; // prettier-ignore

const streetStems: readonly string[] = [
  'Harbour', 'Mill', 'Station', 'Church', 'Market', 'School', 'River', 'Hill', 'Garden', 'Castle', 'Bridge', 'Forest',
  'Meadow', 'Orchard', 'Chapel', 'Spring', 'Quarry', 'Tower', 'Bakers', 'Tanners', 'Coopers', 'Weavers', 'Linden',
  'Chestnut', 'Willow', 'Maple', 'Cedar', 'Heron', 'Swallow', 'Lark', 'Amber', 'Granite', 'Cliff', 'Dune', 'Lighthouse',
  'Poplar', 'Juniper', 'Falcon', 'Abbey', 'Ferry', 'Well', 'Canal', 'Fountain', 'Kiln', 'Rope', 'Sailmakers', 'Beacon', 'Fern',
]; // prettier-ignore

const streetKinds: readonly string[] = ['Street', 'Road', 'Lane', 'Avenue', 'Row', 'Way'];

/** Name of the n-th municipality; after the list is used up, names are numbered. */
export function municipalityName(index: number): string {
  const name = municipalityNames[index % municipalityNames.length] as string;
  const round = Math.floor(index / municipalityNames.length);
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** Code of the n-th municipality: three letters of its name, and its number where letters alone would repeat. */
export function municipalityCode(index: number): string {
  const letters = municipalityName(index)
    .replace(/[^A-Za-z]/g, '')
    .slice(0, 3)
    .toUpperCase();
  return index < municipalityNames.length ? letters : `${letters}${index + 1}`;
}

/** A street name. */
export function streetName(random: Random): string {
  return `${random.pick(streetStems)} ${random.pick(streetKinds)}`;
}
