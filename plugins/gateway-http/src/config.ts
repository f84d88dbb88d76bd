import { z } from 'zod';

export const Config = z.strictObject({
  path: z.string().startsWith('/').default('/api/v1/telemetry').describe('Address below the platform'),
  maxBodyBytes: z.int().min(1_024).default(1_048_576).describe('Largest body, after unpacking'),
  requestsPerMinute: z.int().min(1).default(6_000).describe('Requests a minute of one device'),
  commitTimeoutMs: z.int().min(100).default(20_000).describe('Longest time a request waits for its commit'),
});
export type HttpConfig = z.output<typeof Config>;
