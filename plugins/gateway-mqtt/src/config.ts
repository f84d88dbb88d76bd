import { z } from 'zod';

export const Config = z.strictObject({
  host: z.string().default('0.0.0.0').describe('Address that the embedded broker listens on'),
  port: z.int().min(0).max(65_535).default(1883).describe('Port of the embedded broker; 0 takes any free one'),
  url: z
    .string()
    .regex(/^mqtts?:\/\//)
    .optional()
    .describe('Outside broker, with user and password; when set, none is embedded'),
  messagesPerMinute: z
    .int()
    .min(1)
    .default(6_000)
    .describe('Messages a minute from one device; more are read more slowly'),
  maxPayloadBytes: z.int().min(1_024).max(1_048_576).default(262_144).describe('Larger messages are quarantined'),
  maxClients: z.int().min(1).default(10_000).describe('Connections at a time to the embedded broker'),
  maxKeepaliveS: z.int().min(10).max(65_535).default(3_600).describe('Longest keep-alive that a device may ask for, s'),
  group: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .default('hydrant')
    .describe('Name of the shared subscription at an outside broker'),
  inFlight: z.int().min(1).max(65_535).default(4_000).describe('Messages of an outside broker handled at a time'),
  ca: z
    .string()
    .max(4_096)
    .optional()
    .describe('File with the certificate of the authority that signed the outside broker, PEM'),
  leaveOnStop: z
    .boolean()
    .default(false)
    .describe('Several processes share an outside broker: one that stops leaves its share to the others'),
  maxHalfDone: z.int().min(1).max(1_000).default(100).describe('QoS 2 messages of a device that it has not completed'),
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional()
    .describe('Name at an outside broker; must stay the same over restarts and differ between processes'),
});
export type MqttConfig = z.output<typeof Config>;
