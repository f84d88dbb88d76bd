import { z } from 'zod';
import { assetClasses } from './assets';
import { nameSchema } from './common';

/** Largest network file, characters. */
export const MAX_INP_CHARACTERS = 15 * 1024 * 1024;

export const networkImport = z
  .strictObject({
    inp: z.string().min(1).max(MAX_INP_CHARACTERS).describe('Text of the EPANET .inp file'),
    placement: z
      .strictObject({
        anchor: z
          .strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-89).max(89) })
          .describe('Place on the globe on which the drawing is anchored'),
        anchorXY: z
          .strictObject({ x: z.number(), y: z.number() })
          .optional()
          .describe('Point of the drawing that comes to stand there; left out: the centre of its nodes'),
        metresPerUnit: z.number().positive().max(1_000_000).describe('Metres on the ground of one unit of the drawing'),
        rotationDeg: z.number().min(-360).max(360).default(0).describe('Turn about the anchor, degrees clockwise'),
      })
      .describe('Where the drawing stands on the globe: coordinates of network files are rarely geographic'),
    dryRun: z.boolean().default(false).describe('true: read and check everything, store nothing'),
    replace: z
      .boolean()
      .default(false)
      .describe('true: assets of earlier imports into the same zone are taken away first'),
    zoneName: nameSchema
      .optional()
      .describe('Makes a zone of this name around the network and puts its assets into it'),
  })
  .meta({ id: 'NetworkImport' });
export type NetworkImport = z.infer<typeof networkImport>;

export const networkImportResult = z
  .object({
    assets: z.partialRecord(z.enum(assetClasses), z.int()).describe('Number of assets by class'),
    zones: z.int().describe('Number of zones made'),
    removed: z.int().describe('Number of assets taken away before'),
    zoneId: z.uuid().nullable(),
    warnings: z.array(z.string()).describe('What was tolerated or left out, and what was done about it'),
    bounds: z.array(z.number()).length(4).describe('West, south, east, north, degrees'),
    dryRun: z.boolean(),
  })
  .meta({ id: 'NetworkImportResult' });
export type NetworkImportResult = z.infer<typeof networkImportResult>;
