import { secret, z } from '@app/plugin-sdk';

export const modes = ['smpp', 'twilio', 'kannel', 'json'] as const;

/** `smpp` needs host, systemId and password; the others need the secret that the provider signs or sends. */
export const Config = z
  .strictObject({
    mode: z
      .enum(modes)
      .describe(
        'smpp: session with an SMS centre. twilio, kannel, json: a provider calls the address of this instance',
      ),
    host: z.string().max(255).default('').describe('smpp: name or address of the SMS centre'),
    port: z.int().min(1).max(65_535).default(2775).describe('smpp: port of the SMS centre'),
    tls: z.boolean().default(false).describe('smpp: encrypt the session'),
    systemId: z.string().max(15).default('').describe('smpp: name of the account'),
    password: secret().max(64).optional().describe('smpp: password of the account'),
    systemType: z.string().max(12).default('').describe('smpp: system type, where the centre asks for one'),
    bind: z
      .enum(['transceiver', 'receiver'])
      .default('transceiver')
      .describe('smpp: with receiver, no orders are sent to devices'),
    addressRange: z
      .string()
      .max(40)
      .default('')
      .describe('smpp: numbers to receive for, where the centre asks for them'),
    window: z.int().min(1).max(100).default(10).describe('smpp: messages that are stored at the same time'),
    enquireLinkS: z
      .int()
      .min(1)
      .max(600)
      .default(30)
      .describe('smpp: seconds between questions whether the peer is there'),
    responseTimeoutS: z.int().min(1).max(120).default(10).describe('smpp: longest time for an answer, s'),
    defaultAlphabet: z
      .enum(['gsm7', 'gsm7-packed', 'latin1'])
      .default('gsm7')
      .describe('smpp: what the centre means by data coding 0'),
    sourceAddress: z
      .string()
      .max(20)
      .default('')
      .describe('smpp: sender of orders to devices; empty: set by the centre'),
    partsExpireH: z.int().min(1).max(168).default(24).describe('smpp: how long parts wait for the missing ones, h'),
    secret: secret()
      .min(8)
      .optional()
      .describe('twilio: auth token. kannel: value of the parameter "secret". json: signing secret, whsec_...'),
    publicUrl: z
      .union([z.literal(''), z.url({ protocol: /^https?$/ })])
      .default('')
      .describe('twilio: address that the provider was given; empty: as the platform knows it'),
    allowedAddresses: z
      .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
      .max(100)
      .default([])
      .describe('kannel, json, twilio: addresses or networks that may call; empty: any'),
    countryCode: z
      .string()
      .regex(/^[1-9]?\d{0,3}$/, 'must be digits like 92')
      .default('')
      .describe('Digits that stand before national numbers; empty: senders come with their country'),
    messagesPerMinute: z.int().min(1).max(6_000).default(60).describe('Messages a minute of one device'),
    commitTimeoutMs: z
      .int()
      .min(100)
      .max(60_000)
      .default(10_000)
      .describe('Longest time a message waits for its commit'),
  })
  .superRefine((config, check) => {
    const need = (field: 'host' | 'systemId' | 'password' | 'secret'): void => {
      if (config[field]) return;
      check.addIssue({ code: 'custom', path: [field], message: `is needed in the mode ${config.mode}` });
    };
    if (config.mode === 'smpp') (['host', 'systemId', 'password'] as const).forEach(need);
    else need('secret');
  });
export type SmsConfig = z.output<typeof Config>;
