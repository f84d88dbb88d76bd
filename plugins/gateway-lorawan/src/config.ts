import { secret, z } from '@app/plugin-sdk';

export const Config = z
  .strictObject({
    network: z
      .enum(['chirpstack', 'things-stack', 'frames'])
      .describe('Network server that sends the events; frames: raw LoRaWAN frames of a network of your own'),
    secretHeader: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/)
      .default('X-Hydrant-Secret')
      .describe('Header in which the network server shows the secret'),
    secret: secret().min(16).optional().describe('Secret in that header, at least 16 characters'),
    basicUser: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('User name, where the network server signs in with Basic'),
    basicPassword: secret().min(16).optional().describe('Password for Basic, at least 16 characters'),
    decoder: z
      .enum(['platform', 'network'])
      .default('platform')
      .describe("platform: the codec of the device; network: what the network server's own decoder found"),
    mqttUrl: z
      .string()
      .regex(/^mqtts?:\/\/[^\s@]+$/, 'must be mqtt:// or mqtts:// without credentials')
      .optional()
      .describe("Broker of ChirpStack's MQTT integration"),
    mqttUser: z.string().min(1).max(200).optional(),
    mqttPassword: secret().optional(),
    mqttPrefix: z
      .string()
      .regex(/^[^+#]*$/)
      .max(100)
      .default('')
      .describe('What stands before `application/` in its topics'),
    inFlight: z.int().min(1).max(10_000).default(200).describe('Events handled at a time'),
    apiUrl: z
      .string()
      .regex(/^https?:\/\/[^\s]+$/)
      .optional()
      .describe("Address of The Things Stack, or of ChirpStack's REST API: where orders to devices go"),
    apiKey: secret().optional().describe('Key for that API'),
    webhookId: z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/)
      .optional()
      .describe('The Things Stack: id of the webhook that orders are pushed through'),
    messagesPerMinute: z.int().min(1).default(600).describe('Uplinks a minute of one device'),
    maxEventBytes: z.int().min(1_024).max(1_048_576).default(262_144).describe('Largest event'),
    commitTimeoutMs: z.int().min(100).default(20_000).describe('Longest time an event waits for its commit'),
  })
  .superRefine(({ network, secret: header, basicPassword, basicUser, mqttUrl }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (mqttUrl !== undefined && network !== 'chirpstack') fault('mqttUrl', 'is for ChirpStack only');
    if (mqttUrl === undefined && header === undefined && basicPassword === undefined) {
      fault('secret', 'is needed: without it anybody could send events');
    }
    if ((basicUser === undefined) !== (basicPassword === undefined)) {
      fault('basicUser', 'and basicPassword belong together');
    }
  });
export type LorawanConfig = z.output<typeof Config>;
