import { z } from 'zod';
import { builtInCodecs } from './codecs';
import { idSchema, listQuery, nameSchema, objectFields, oneOf, timeSchema } from './common';
import { lonLatSchema } from './geometry';

const status = z.enum(['active', 'disabled']);
const protocol = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be the id of a gateway, such as mqtt or http');

export const device = z
  .object({
    ...objectFields,
    municipalityId: idSchema,
    name: z.string(),
    protocol: z.string().describe('Gateway through which it sends'),
    status: status.describe('disabled: its messages are refused'),
    location: lonLatSchema.nullable(),
    lastSeenAt: timeSchema.nullable(),
    online: z.boolean().nullable().describe('null: its protocol does not tell'),
    batteryPercent: z.number().nullable().describe('%'),
    signalDbm: z.number().nullable().describe('dBm'),
    firmware: z.string().nullable(),
    codec: z.string().nullable().describe('Reads its payloads: a built-in codec or the id of one; null: none'),
  })
  .meta({ id: 'Device' });
export type Device = z.infer<typeof device>;

export const deviceCredential = z
  .object({
    deviceId: idSchema.describe('User name and client id for MQTT'),
    token: z.string().describe('Shown once. Password for MQTT; `Authorization: Bearer <deviceId>.<token>` for HTTP'),
  })
  .meta({ id: 'DeviceCredential' });
export type DeviceCredential = z.infer<typeof deviceCredential>;

export const createdDevice = device.extend({ credential: deviceCredential }).meta({ id: 'CreatedDevice' });
export type CreatedDevice = z.infer<typeof createdDevice>;

export const rotatedCredential = z
  .object({
    id: idSchema.describe('The device'),
    credential: deviceCredential,
    earlierValidUntil: timeSchema.describe('Until then the earlier credential works too'),
  })
  .meta({ id: 'RotatedCredential' });
export type RotatedCredential = z.infer<typeof rotatedCredential>;

const fields = {
  name: nameSchema,
  protocol,
  status,
  location: lonLatSchema.nullable(),
  firmware: z.string().trim().min(1).max(100).nullable(),
  codec: z
    .union([z.enum(builtInCodecs), idSchema])
    .nullable()
    .describe('Reads its payloads: a built-in codec or the id of one'),
};

export const newDevice = z
  .strictObject({
    municipalityId: idSchema.optional().describe('May be left out by users whose home is one municipality'),
    ...fields,
    protocol: protocol.default('mqtt'),
    status: status.default('active'),
    location: fields.location.default(null),
    firmware: fields.firmware.default(null),
    codec: fields.codec.default(null),
  })
  .meta({ id: 'NewDevice' });
export type NewDevice = z.infer<typeof newDevice>;

export const devicePatch = z.strictObject(fields).partial().meta({ id: 'DevicePatch' });
export type DevicePatch = z.infer<typeof devicePatch>;

export const deviceQuery = listQuery(
  ['name', 'protocol', 'status', 'online', 'lastSeenAt', 'batteryPercent', 'signalDbm', 'createdAt', 'updatedAt'],
  {
    id: oneOf(idSchema, 'Ids'),
    municipalityId: oneOf(idSchema, 'Municipalities'),
    protocol: oneOf(protocol, 'Protocols'),
    status: oneOf(status, 'States'),
    online: z.stringbool().optional().describe('true: only those connected now; false: only those that are not'),
  },
);
export type DeviceQuery = z.infer<typeof deviceQuery>;
