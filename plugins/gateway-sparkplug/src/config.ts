import { secret, z } from '@app/plugin-sdk';

const id = z.string().regex(/^[^/+#\0]{1,64}$/, 'must be 1 to 64 characters without / + #');

export const Config = z.strictObject({
  url: z
    .string()
    .regex(/^mqtts?:\/\/[^/@\s]+$/, 'must be like mqtts://broker.example:8883, without user and password')
    .describe('Broker that the edge nodes use'),
  username: z.string().max(256).optional().describe('User at the broker'),
  password: secret().optional().describe('Password at the broker'),
  ca: z.string().max(65_536).optional().describe('Certificate of the authority that signed the broker, PEM'),
  clientId: id
    .optional()
    .describe('Client id at the broker, where one process runs the instance; left out: made anew each time'),
  hostId: id.default('hydrant').describe('Id of this host application, as edge nodes that wait for it know it'),
  announceState: z.boolean().default(true).describe('Publish on STATE whether this host is there'),
  group: z
    .union([id, z.literal('+')])
    .default('+')
    .describe('Group of edge nodes; + for all'),
  reorderTimeoutMs: z
    .int()
    .min(0)
    .max(60_000)
    .default(2_000)
    .describe('How long to wait for a message that others have overtaken, ms'),
  rebirthIntervalS: z
    .int()
    .min(1)
    .default(60)
    .describe('Shortest time between two requests for a birth to one node, s'),
  messagesPerMinute: z.int().min(1).default(6_000).describe('Messages a minute of one edge node; more are dropped'),
  maxPayloadBytes: z.int().min(1_024).max(16_777_216).default(1_048_576).describe('Larger messages are dropped'),
  maxMetrics: z.int().min(1).default(20_000).describe('Most metrics of one edge node with its devices'),
  inFlight: z.int().min(1).max(10_000).default(200).describe('Messages being stored at a time'),
});
export type SparkplugConfig = z.output<typeof Config>;
