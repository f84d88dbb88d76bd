import { z } from '@app/plugin-sdk';

/** Tables of a Modbus device and the function that reads each. */
export const tables = { coil: 1, discrete: 2, holding: 3, input: 4 } as const;
export type Table = keyof typeof tables;

/** Types of values, with the registers that each takes. */
export const valueTypes = { bit: 1, int16: 1, uint16: 1, int32: 2, uint32: 2, float32: 2, float64: 4 } as const;
export type ValueType = keyof typeof valueTypes;

const LAST_ADDRESS = 65_535;

export const Point = z
  .strictObject({
    channel: z.string().min(1).max(128).describe('Channel, code or UUID of the sensor'),
    table: z.enum(['coil', 'discrete', 'holding', 'input']).default('holding').describe('Where it lies'),
    address: z
      .int()
      .min(0)
      .max(LAST_ADDRESS)
      .describe('Number on the wire, from 0: the holding register that documents call 40001 has 0'),
    type: z
      .enum(['bit', 'int16', 'uint16', 'int32', 'uint32', 'float32', 'float64'])
      .default('uint16')
      .describe('How its registers are to be read'),
    bit: z.int().min(0).max(15).optional().describe('Which bit of a register, for type bit; 0 is the lowest'),
    order: z
      .enum(['ABCD', 'CDAB', 'BADC', 'DCBA'])
      .default('ABCD')
      .describe(
        'Order of the bytes: ABCD as the standard has it, CDAB with swapped words, BADC with swapped bytes, DCBA with both',
      ),
    scale: z.number().default(1).describe('The value is the number times this'),
    offset: z.number().default(0).describe('plus this'),
    sentinels: z
      .array(z.number())
      .max(16)
      .default([])
      .describe('Numbers, before scaling, that mean that there is no value'),
    unit: z.string().max(32).default('').describe('Unit of the value; empty: the one that is set for the channel'),
  })
  .refine(({ table, type }) => (table === 'coil' || table === 'discrete') === (type === 'bit') || type === 'bit', {
    message: 'coils and discrete inputs are of type bit',
    path: ['type'],
  })
  .refine(({ address, type }) => address + valueTypes[type] - 1 <= LAST_ADDRESS, {
    message: 'the value ends beyond the last register',
    path: ['address'],
  });
export type Point = z.output<typeof Point>;

export const Target = z.strictObject({
  name: z.string().min(1).max(80).optional().describe('For people; otherwise host, port and unit'),
  host: z.string().min(1).max(255).describe('Address of the device or of the gateway before it'),
  port: z.int().min(1).max(65_535).default(502),
  unit: z.int().min(0).max(255).default(1).describe('Unit behind the address'),
  deviceId: z.uuid().describe('Device that the readings belong to'),
  pollS: z.number().min(0.2).max(86_400).default(60).describe('Seconds from one poll to the next'),
  timeoutMs: z.int().min(50).max(60_000).default(2_000).describe('Longest time for an answer'),
  retries: z.int().min(0).max(5).default(1).describe('How often a request is repeated that nobody answers'),
  maxRegisters: z.int().min(4).max(125).default(125).describe('Most registers in one request'),
  maxBits: z.int().min(1).max(2_000).default(2_000).describe('Most coils or discrete inputs in one request'),
  maxGap: z
    .int()
    .min(0)
    .max(100)
    .default(8)
    .describe('Registers that nobody wants may be read along if no more lie between two wanted ones'),
  points: z.array(Point).min(1).max(1_000),
});
export type Target = z.output<typeof Target>;

export const Config = z.strictObject({
  targets: z.array(Target).min(1).max(1_000).describe('What is polled'),
  maxBackOffS: z
    .number()
    .min(1)
    .max(3_600)
    .default(300)
    .describe('Longest pause before a silent target is asked again'),
});
export type ModbusConfig = z.output<typeof Config>;
