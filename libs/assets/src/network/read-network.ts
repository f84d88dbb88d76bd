import type { NetworkCounts, NetworkImport, NetworkImportResult } from '@app/contracts';
import { type InpProblem, networkToAssets, parseInp } from '@app/hydraulics';
import { assetRows } from './asset-rows';

/** A network file as it is to be stored. Plain text and numbers: it passes between threads without much copying. */
export interface ReadNetwork {
  /** Lines of the title. */
  title: string[];
  /** Elements of the file by kind. */
  elements: NetworkCounts;
  /** Assets by class. */
  assets: NetworkImportResult['assets'];
  codes: string[];
  /** Rows of assets as JSON, some hundreds a text. */
  rows: string[];
  /** Sentences for the person who imports. */
  warnings: string[];
  /** West, south, east, north of all assets, degrees. */
  bounds: [number, number, number, number];
}

/** What the thread says at its end: the network, or why there is none. */
export type ReadNetworkAnswer =
  | { network: ReadNetwork }
  | { code: string; problems: readonly InpProblem[] }
  | { code: string; message: string };

/**
 * Reads a network file and makes the rows of its assets.
 * @throws {InpError | PlacementError}
 */
export function readNetwork({ inp, placement }: Pick<NetworkImport, 'inp' | 'placement'>): ReadNetwork {
  const { anchorXY, ...rest } = placement;
  const source = parseInp(inp);
  const { assets, warnings, bounds } = networkToAssets(source, anchorXY === undefined ? rest : { ...rest, anchorXY });
  const byClass: ReadNetwork['assets'] = {};
  for (const asset of assets) byClass[asset.class] = (byClass[asset.class] ?? 0) + 1;
  const { title, junctions, reservoirs, tanks, pipes, pumps, valves } = source;
  return {
    title,
    elements: {
      junctions: junctions.length,
      reservoirs: reservoirs.length,
      tanks: tanks.length,
      pipes: pipes.length,
      pumps: pumps.length,
      valves: valves.length,
    },
    assets: byClass,
    codes: assets.map(({ code }) => code),
    rows: assetRows(assets),
    warnings,
    bounds,
  };
}
