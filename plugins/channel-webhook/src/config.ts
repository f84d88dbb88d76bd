import { secret, z } from '@app/plugin-sdk';

const KEY = /^whsec_[A-Za-z0-9+/]{32,128}={0,2}$/;

const signingSecret = () => secret().refine((text) => KEY.test(text), 'must be whsec_ and 24 bytes or more in base64');

export const Config = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .meta({ title: 'Address' })
    .describe('Where messages are posted to; https unless the installation allows the server'),
  secret: signingSecret()
    .meta({ title: 'Signing secret' })
    .describe('whsec_ and 24 bytes or more in base64: openssl rand -base64 32'),
  earlierSecret: signingSecret()
    .optional()
    .meta({ title: 'Earlier signing secret' })
    .describe('While the receiver is switched over, messages are signed by both'),
  timeoutS: z
    .int()
    .min(1)
    .max(30)
    .default(15)
    .meta({ title: 'Time limit, s' })
    .describe('Longest wait for an answer, s'),
});
export type WebhookConfig = z.output<typeof Config>;
