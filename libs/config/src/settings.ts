import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL');

/** Values that have stood in examples; a process that is given one refuses to start. */
const exampleSecrets = new Set(['changeme', 'change-me', 'secret', 'password', 'example']);
const secretKey = z
  .string()
  .refine((text) => !exampleSecrets.has(text.toLowerCase()), 'must not be an example value')
  .refine(
    (text) => Buffer.from(text, 'base64').length >= 32,
    'must be at least 32 bytes, base64 (openssl rand -base64 32)',
  );

/** Every setting the processes read from their environment. The only place where `process.env` is interpreted. */
export const settingsSchema = z.object({
  PORT: port.default(3000).describe('HTTP port of API and portal'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on'),
  MQTT_PORT: port.default(1883).describe('Port of the embedded MQTT broker'),
  MQTT_URL: z
    .string()
    .regex(/^mqtts?:\/\//, 'must be an mqtt:// or mqtts:// URL')
    .optional()
    .describe('Outside MQTT broker; when set, none is embedded'),
  MQTT_CA_FILE: z
    .string()
    .optional()
    .describe('File with the certificate of the authority that signed the outside broker, PEM'),
  MQTT_LEAVE_ON_STOP: z
    .stringbool()
    .default(false)
    .describe('Where several ingest processes share an outside broker: one that stops leaves its share to the others'),
  DEVICE_COMMANDS: z
    .string()
    .regex(/^$|^[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*$/, 'must be names joined by commas, such as reboot,set-interval')
    .default('')
    .describe('Orders that users may send to devices, joined by commas; empty: none'),
  TCP_PORT: port.default(7001).describe('Port for data loggers over TCP; 0 takes any free one'),
  TCP_TLS_PORT: port.optional().describe('Port for data loggers over TLS; without it there is none'),
  TCP_TLS_CERT: z.string().optional().describe('File with the certificate of that port and its chain, PEM'),
  TCP_TLS_KEY: z.string().optional().describe('File with the private key of that port, PEM'),
  COAP_PORT: port.default(5683).describe('UDP port for CoAP; 0 takes any free one'),
  COAPS_PORT: port
    .default(5684)
    .describe('Port for CoAP with pre-shared keys: DTLS on UDP, TLS on TCP; 0 takes any free one'),
  LWM2M_WITHOUT_DTLS: z
    .stringbool()
    .default(false)
    .describe('Take LwM2M registrations without keys, by endpoint name: in a private network (APN) only'),
  HYDRANT_DATA_DIR: z
    .string()
    .default('.hydrant')
    .describe('Folder that holds all state of a one-process installation'),
  HYDRANT_PUBLIC_URL: z
    .url()
    .optional()
    .describe('Address under which browsers reach the portal; https turns on HSTS and secure cookies'),
  HYDRANT_SECRET_KEY: secretKey.describe('Key that seals stored secrets: 32 bytes or more, base64'),
  HYDRANT_ADMIN_PASSWORD: z
    .string()
    .min(12, 'must have 12 characters or more')
    .optional()
    .describe('Password of the first administrator; without it one is made and printed once'),
  HYDRANT_DEMO: z.stringbool().default(false).describe('Prepare the installation for the simulated nation'),
  HYDRANT_TRUSTED_PROXIES: z
    .string()
    .default('')
    .describe('Comma-separated addresses whose X-Forwarded-For is believed'),
  DATABASE_URL: postgresUrl.describe('Database as the application role'),
  DATABASE_OWNER_URL: postgresUrl.optional().describe('Database as the owning role: migrations and partitions'),
  DATABASE_INGEST_URL: postgresUrl.optional().describe('Database as the ingest role, which bypasses row security'),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe('Connections of the application role'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// URL')
    .optional()
    .describe('Redis for jobs, cache and shared rate limits'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe log line written'),
  METRICS_TOKEN: z.string().min(16).optional().describe('Bearer token for /metrics from other machines'),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(60)
    .describe('Anonymous requests per minute and IP address'),
  RATE_LIMIT_USER_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(1200)
    .describe('Requests per minute of a signed-in user or API key'),
  RATE_LIMIT_DEVICE_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(6000)
    .describe('Requests per minute of a device'),
  PLUGINS: z
    .string()
    .default('')
    .describe('Plugins that this process runs, by id, separated by commas; empty: all that its role is there for'),
  PLUGIN_FETCH_ALLOW: z
    .string()
    .default('')
    .describe(
      'Servers that plugins may call beyond public ones by https: names, name:port, addresses, networks (10.1.0.0/16)',
    ),
  IMPORT_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1_048_576)
    .max(1_099_511_627_776)
    .default(2_147_483_648)
    .describe('Largest file for the import of recorded readings, as sent and after unpacking, bytes'),
  IMPORT_DIR: z
    .string()
    .optional()
    .describe('Folder for files to be imported, one for api and worker; `imports` in HYDRANT_DATA_DIR unless set'),
  TWIN_INTERVAL_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .refine((minutes) => 60 % minutes === 0, 'must divide an hour: 5, 10, 15, 20, 30 or 60')
    .default(15)
    .describe('How often the hydraulic twins are calculated'),
  TWIN_LEARN_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(14)
    .describe('Days of stored readings from which a twin learns at its start'),
  TWIN_KEEP_DAYS: z.coerce.number().int().min(1).default(90).describe('Days that calculated values are kept'),
  RETENTION_DAYS: z.coerce.number().int().min(1).default(3660).describe('Days that readings are kept'),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The environment has wrong values; the message lists all of them, one a line. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings from an environment; empty values count as not given.
 * @throws {SettingsError} naming every wrong value at once
 */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `  ${name}: ${given[name] === undefined ? 'is missing' : issue.message}`;
  });
  throw new SettingsError(`Hydrant cannot start, these settings are wrong:\n${lines.join('\n')}`);
}
