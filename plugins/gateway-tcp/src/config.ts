import { secret, z } from '@app/plugin-sdk';

const port = z.int().min(0).max(65_535);

/** How a model of logger writes its lines. */
export const Model = z.strictObject({
  columns: z
    .string()
    .min(1)
    .max(2_000)
    .describe(
      'Columns in order, joined by commas: `time`, `date`, `clock`, `channel:unit`, `channel`, or `-` for one to skip',
    ),
  separator: z.enum([',', ';', '\t', ' ', '|']).default(',').describe('What stands between two values'),
  zone: z
    .string()
    .regex(/^[+-]\d\d:\d\d$/)
    .optional()
    .describe('Offset from UTC of times that come without one, like +05:00; without it such times are refused'),
});

export const Config = z
  .strictObject({
    host: z.string().default('0.0.0.0').describe('Address to listen on'),
    port: port.default(7001).describe('Port for lines and frames; 0 takes any free one'),
    tlsPort: port.optional().describe('Port for the same over TLS; without it there is none'),
    tlsCert: z
      .string()
      .max(65_536)
      .optional()
      .describe('Certificate and its chain: PEM text, or the path of a file with it'),
    tlsKey: secret().max(65_536).optional().describe('Private key: PEM text, or the path of a file with it'),
    models: z
      .record(z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/), Model)
      .default({})
      .describe('Templates of loggers that send bare values, by the name they give when they log in'),
    maxConnections: z.int().min(1).default(10_000).describe('Connections at a time'),
    maxConnectionsPerAddress: z.int().min(1).default(1_000).describe('Connections at a time from one address'),
    maxConnectionsPerDevice: z
      .int()
      .min(1)
      .default(4)
      .describe('Connections of one device; a further one ends the oldest'),
    maxFrameBytes: z
      .int()
      .min(256)
      .max(65_535)
      .default(65_535)
      .describe('Longest line, and longest payload of a frame'),
    maxInFlight: z.int().min(1).max(1_000).default(32).describe('Messages of a connection handled at a time'),
    messagesPerMinute: z.int().min(1).default(6_000).describe('Messages a minute of one device; more are read slower'),
    loginTimeoutS: z.number().positive().default(15).describe('Longest time until a connection has logged in, s'),
    idleTimeoutS: z.number().positive().default(900).describe('Longest silence of a connection, s'),
    minBytesPerS: z
      .number()
      .min(0)
      .default(16)
      .describe('Slowest pace while a line or frame is incomplete, after the grace time'),
    slowGraceS: z.number().positive().default(10).describe('Time that any line or frame may take, s'),
  })
  .refine(({ tlsPort, tlsCert, tlsKey }) => tlsPort === undefined || (tlsCert !== undefined && tlsKey !== undefined), {
    message: 'TLS needs a certificate and a key: set tlsCert and tlsKey (TCP_TLS_CERT, TCP_TLS_KEY)',
    path: ['tlsPort'],
  });
export type TcpConfig = z.output<typeof Config>;
export type LoggerModel = z.output<typeof Model>;
