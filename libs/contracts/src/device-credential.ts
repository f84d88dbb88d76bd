import { z } from 'zod';
import { idSchema, timeSchema } from './common';

const eui = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replaceAll(/[\s:-]/g, ''))
  .pipe(z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits'));
const phone = z
  .string()
  .trim()
  .transform((text) => text.replaceAll(/[\s()-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{5,14}$/, 'must be a number with country code, such as +355671234567'));
const plain = z.string().regex(/^[A-Za-z0-9._:@-]{1,128}$/, 'must have letters, digits and . _ : @ - only');
const key = (least: number) => z.string().regex(new RegExp(`^([0-9A-Fa-f]{2}){${least},64}$`), 'must be hexadecimal');
const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9A-Fa-f]{${bytes * 2}}$`), `must be ${bytes} bytes, hexadecimal`);

/** Keys of a LoRaWAN device whose frames arrive raw: a session by hand, or the root key for joins (LoRaWAN 1.0.x). */
const lorawanKeys = z.union([
  z.strictObject({ devAddr: hex(4), nwkSKey: hex(16), appSKey: hex(16) }),
  z.strictObject({ appKey: hex(16) }),
]);

/** A further way to know a device, beside its token: a name that it bears outside, or a secret that both share. */
export const newDeviceName = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('eui'), name: eui.describe('LoRaWAN DevEUI') }),
    z.strictObject({ kind: z.literal('phone'), name: phone.describe('Number that its messages come from') }),
    z.strictObject({ kind: z.literal('station'), name: plain.describe('Station number or IMEI') }),
    z.strictObject({ kind: z.literal('endpoint'), name: plain.describe('LwM2M endpoint name') }),
    z.strictObject({
      kind: z.literal('sparkplug'),
      name: z
        .string()
        .regex(/^[^/+#]{1,60}\/[^/+#]{1,60}(\/[^/+#]{1,60})?$/, 'must be group/node or group/node/device'),
    }),
    z.strictObject({
      kind: z.literal('certificate'),
      name: hex(32).toLowerCase().describe('SHA-256 of the certificate'),
    }),
    z.strictObject({
      kind: z.literal('hmac'),
      secret: key(24).optional().describe('At least 24 bytes, hexadecimal; left out: one is made and shown once'),
    }),
    z.strictObject({
      kind: z.literal('psk'),
      name: plain.describe('PSK identity; left out: the id of the device').optional(),
      secret: key(16).optional().describe('At least 16 bytes, hexadecimal; left out: one is made and shown once'),
    }),
    z.strictObject({ kind: z.literal('lorawan'), name: eui.describe('DevEUI'), keys: lorawanKeys }),
  ])
  .meta({ id: 'NewDeviceName' });
export type NewDeviceName = z.infer<typeof newDeviceName>;

export const deviceName = z
  .object({
    id: idSchema,
    kind: z.enum([
      'token',
      'hmac',
      'psk',
      'eui',
      'lorawan',
      'phone',
      'station',
      'endpoint',
      'sparkplug',
      'certificate',
    ]),
    name: z.string().nullable().describe('null: a token'),
    createdAt: timeSchema,
    expiresAt: timeSchema.nullable(),
  })
  .meta({ id: 'DeviceName' });
export type DeviceName = z.infer<typeof deviceName>;

export const deviceNames = z.object({ data: z.array(deviceName) }).meta({ id: 'DeviceNames' });
export type DeviceNames = z.infer<typeof deviceNames>;

export const createdDeviceName = deviceName
  .extend({ secret: z.string().nullable().describe('Shown once, hexadecimal; null: there is none, or it was given') })
  .meta({ id: 'CreatedDeviceName' });
export type CreatedDeviceName = z.infer<typeof createdDeviceName>;
