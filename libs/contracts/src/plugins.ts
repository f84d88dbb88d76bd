import { z } from 'zod';
import { idSchema, nameSchema, objectFields, timeSchema } from './common';

const pluginId = z.string().regex(/^[a-z][a-z0-9-]{2,63}$/, 'must be the id of a plugin');
const kind = z
  .enum(['gateway', 'codec', 'channel'])
  .describe('gateway: brings readings in; codec: reads payloads; channel: carries messages out');
const jsonSchema = z.record(z.string(), z.unknown());

export const plugin = z
  .object({
    id: pluginId,
    kind,
    title: z.string(),
    version: z.string(),
    sdk: z.string().describe('Versions of the SDK it works with'),
    builtIn: z.boolean().describe('Came with the platform; all others run in a process of their own'),
    protocols: z.array(z.string()),
    capabilities: z.array(z.string()).describe('What it asks the platform for'),
    instances: z.int().describe('How many instances it has'),
  })
  .meta({ id: 'Plugin' });
export type Plugin = z.infer<typeof plugin>;

export const pluginDetail = plugin
  .extend({ configSchema: jsonSchema.describe('JSON Schema of its configuration; secrets are marked writeOnly') })
  .meta({ id: 'PluginDetail' });
export type PluginDetail = z.infer<typeof pluginDetail>;

export const plugins = z
  .object({
    data: z.array(plugin),
    refused: z
      .array(z.object({ folder: z.string(), reason: z.string() }))
      .describe('Folders and packages that look like plugins and cannot be used'),
  })
  .meta({ id: 'Plugins' });
export type Plugins = z.infer<typeof plugins>;

const status = z
  .enum(['starting', 'up', 'degraded', 'down', 'stopped', 'idle'])
  .describe('idle: enabled, and run by no process at present; stopped: disabled');

export const pluginProcess = z
  .object({
    process: z.string(),
    status,
    reason: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    restarts: z.int().describe('Starts after a failure'),
    since: timeSchema,
    seenAt: timeSchema,
  })
  .meta({ id: 'PluginProcess' });
export type PluginProcess = z.infer<typeof pluginProcess>;

export const pluginInstance = z
  .object({
    ...objectFields,
    plugin: pluginId,
    pluginTitle: z.string().nullable().describe('null: the plugin is not installed any more'),
    kind: kind.nullable(),
    builtIn: z.boolean(),
    isDefault: z.boolean().describe('Runs without being asked; settings of the installation fill what it leaves out'),
    name: z.string(),
    scopeId: idSchema.nullable().describe('Municipality or region whose devices it serves; null: the nation'),
    enabled: z.boolean(),
    disabledReason: z.string().nullable().describe('Why the platform took it out of service'),
    config: z.record(z.string(), z.unknown()).describe('Without secrets'),
    secretsSet: z.array(z.string()).describe('Secret fields that have a value; the values are never shown'),
    capabilities: z.array(z.string()),
    confirmation: z
      .object({ by: z.string(), at: timeSchema, capabilities: z.array(z.string()) })
      .nullable()
      .describe('Who has let it run with which capabilities'),
    needsConfirmation: z.boolean().describe('It does not run before an administrator has confirmed what it asks for'),
    hookUrl: z.string().describe('Address for providers that call back, if the plugin has one'),
    status,
    reason: z.string().nullable(),
    restarts: z.int(),
    processes: z.array(pluginProcess),
  })
  .meta({ id: 'PluginInstance' });
export type PluginInstance = z.infer<typeof pluginInstance>;

export const pluginInstances = z.object({ data: z.array(pluginInstance) }).meta({ id: 'PluginInstances' });
export type PluginInstances = z.infer<typeof pluginInstances>;

const config = z.record(z.string().max(100), z.unknown());
const secrets = z
  .record(
    z.string().max(100),
    z.union([z.string().max(16_384), z.null(), z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  )
  .describe('Values of secret fields; null takes one away, fields left out stay');

export const newPluginInstance = z
  .strictObject({
    plugin: pluginId,
    name: nameSchema,
    scopeId: idSchema.nullable().default(null),
    enabled: z.boolean().default(true),
    config: config.default({}),
    secrets: secrets.default({}),
  })
  .meta({ id: 'NewPluginInstance' });
export type NewPluginInstance = z.infer<typeof newPluginInstance>;

export const pluginInstancePatch = z
  .strictObject({ name: nameSchema, enabled: z.boolean(), config, secrets })
  .partial()
  .meta({ id: 'PluginInstancePatch' });
export type PluginInstancePatch = z.infer<typeof pluginInstancePatch>;

export const pluginConfirmation = z
  .strictObject({ capabilities: z.array(z.string().max(64)).max(50).describe('All that its manifest asks for') })
  .meta({ id: 'PluginConfirmation' });
export type PluginConfirmation = z.infer<typeof pluginConfirmation>;

export const pluginLog = z
  .object({
    data: z.array(
      z.object({
        id: z.string(),
        at: timeSchema,
        process: z.string(),
        level: z.enum(['debug', 'info', 'warn', 'error']),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'PluginLog' });
export type PluginLog = z.infer<typeof pluginLog>;

export const testDelivery = z
  .strictObject({
    recipient: z.string().trim().min(1).max(500).nullable().default(null).describe('null: as configured'),
  })
  .meta({ id: 'TestDelivery' });
export type TestDelivery = z.infer<typeof testDelivery>;

export const deliveryResult = z
  .object({
    outcome: z.enum(['delivered', 'retry', 'failed']),
    detail: z.string().nullable().describe("The far side's name for it, or why it did not arrive"),
    tookMs: z.int(),
  })
  .meta({ id: 'DeliveryResult' });
export type DeliveryResult = z.infer<typeof deliveryResult>;
