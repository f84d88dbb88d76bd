import { z } from '@app/plugin-sdk';

const port = z.int().min(0).max(65_535);

export const Config = z.strictObject({
  host: z.string().default('0.0.0.0').describe('Address to listen on'),
  port: port.default(5683).describe('UDP port for CoAP; 0 takes any free one'),
  securePort: port
    .default(5684)
    .describe('Port for CoAP with pre-shared keys: DTLS on UDP and TLS on TCP; 0 takes any free ones'),
  plainLwm2m: z
    .boolean()
    .default(false)
    .describe('Takes LwM2M registrations without keys, by endpoint name alone: for a private network (APN) only'),
  observe: z
    .array(z.string().regex(/^\/\d{1,5}\/\d{1,5}$/))
    .max(100)
    .default([
      '/3300/5700',
      '/3303/5700',
      '/3304/5700',
      '/3316/5700',
      '/3320/5700',
      '/3323/5700',
      '/3325/5700',
      '/3326/5700',
      '/3327/5700',
      '/3328/5700',
      '/3330/5700',
      '/3331/5805',
      '/3424/1',
    ])
    .describe('Object and resource, `/3303/5700`, that are observed on each instance a LwM2M device registers'),
  requestsPerMinute: z.int().min(1).default(6_000).describe('Requests a minute of one device'),
  maxBodyBytes: z.int().min(1_024).max(1_048_576).default(65_536).describe('Largest body, put together from blocks'),
  maxBodies: z.int().min(1).max(10_000).default(1_000).describe('Bodies that are put together at a time'),
  maxInFlight: z.int().min(1).default(2_000).describe('Messages handled at a time; more are left to be repeated'),
  maxConnections: z.int().min(1).default(10_000).describe('TLS connections, and DTLS sessions, at a time'),
  maxRegistrations: z.int().min(1).max(10_000).default(10_000).describe('LwM2M devices registered at a time'),
  handshakeTimeoutS: z.number().positive().default(15).describe('Longest time that a TLS handshake may take, s'),
  idleTimeoutS: z.number().positive().default(900).describe('Longest silence of a TLS connection, s'),
  sessionHours: z.number().positive().default(48).describe('Longest silence of a DTLS session, h'),
  separateAfterMs: z
    .int()
    .min(10)
    .default(2_000)
    .describe('A commit that takes longer is announced by an empty acknowledgement, and answered later, ms'),
  commitTimeoutMs: z.int().min(100).default(20_000).describe('Longest time that a request waits for its commit'),
});
export type CoapConfig = z.output<typeof Config>;
