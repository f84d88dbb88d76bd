import { MAX_READINGS, z } from '@app/plugin-sdk';

export const Config = z.strictObject({
  path: z.string().startsWith('/').default('/api/v1/telemetry').describe('Address below the platform'),
  maxBodyBytes: z
    .int()
    .min(1_024)
    .default(1_048_576)
    .describe('Largest body as it comes, bytes; streams have no limit'),
  maxUnpackedBytes: z.int().min(1_024).default(8_388_608).describe('Largest body after unpacking, bytes'),
  requestsPerMinute: z
    .int()
    .min(1)
    .default(6_000)
    .describe('Requests a minute of one device; each chunk of a stream counts as one'),
  commitTimeoutMs: z.int().min(100).default(20_000).describe('Longest time a request waits for its commit, ms'),
  clockToleranceS: z.int().min(1).max(3_600).default(300).describe('Largest deviation of a signed time, s'),
  chunkReadings: z.int().min(1).max(MAX_READINGS).default(MAX_READINGS).describe('Lines of a stream in one commit'),
  maxLineBytes: z.int().min(256).max(65_536).default(4_096).describe('Longest line of a stream, bytes'),
  maxStreamMs: z
    .int()
    .min(1_000)
    .default(45_000)
    .describe('After so long a stream is answered, and the rest is to be sent in another request, ms'),
  maxProblems: z.int().min(0).max(10_000).default(1_000).describe('Most lines that the answer to a stream names'),
});
export type HttpConfig = z.output<typeof Config>;
