import { z } from 'zod';
import { idSchema, timeSchema } from './common';

export const commandStates = ['proposed', 'queued', 'sent', 'acknowledged', 'failed', 'expired', 'cancelled'] as const;
export type CommandState = (typeof commandStates)[number];

export const newDeviceCommand = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be lower-case words joined by hyphens')
      .describe('What is to be done; must be one of those that the installation allows'),
    payload: z
      .record(z.string().max(64), z.json())
      .default({})
      .describe('In the words of the device. LoRaWAN: `fPort` and `hex`, or `data` for the codec of the device'),
    validMinutes: z.int().min(1).max(43_200).default(1_440).describe('Not to be carried out later than this, min'),
  })
  .refine(({ payload }) => JSON.stringify(payload).length <= 8_192, 'the payload must be at most 8 KiB')
  .meta({ id: 'NewDeviceCommand' });
export type NewDeviceCommand = z.infer<typeof newDeviceCommand>;

export const deviceCommand = z
  .object({
    id: idSchema,
    deviceId: idSchema,
    name: z.string(),
    payload: z.record(z.string(), z.json()),
    state: z
      .enum(commandStates)
      .describe('proposed: waits for a second person; queued: waits for the device; the last four are final'),
    detail: z.string().nullable().describe('How it went, for a person'),
    createdBy: z.string(),
    approvedBy: z.string().nullable(),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    sentAt: timeSchema.nullable(),
    settledAt: timeSchema.nullable(),
  })
  .meta({ id: 'DeviceCommand' });
export type DeviceCommandView = z.infer<typeof deviceCommand>;

export const deviceCommands = z
  .object({
    allowed: z.array(z.string()).describe('Orders that the installation allows; empty: none'),
    data: z.array(deviceCommand).describe('Newest first, at most 100'),
  })
  .meta({ id: 'DeviceCommands' });
export type DeviceCommandsView = z.infer<typeof deviceCommands>;
