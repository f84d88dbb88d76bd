export const CODEC_KINDS = ['ttn', 'chirpstack'] as const;
export const FIELD_ROLES = ['reading', 'battery', 'signal', 'time'] as const;

/** Which part of the decoded object is what. */
export interface CodecField {
  path: string;
  role: (typeof FIELD_ROLES)[number];
  /** null: the path. */
  channel: string | null;
  /** null: that of the channel. */
  unit: string | null;
}

/** A payload and what must come out of it. */
export interface TestVector {
  name: string;
  fPort: number;
  hex: string;
  /** null: an error is expected. */
  expected: Record<string, unknown> | null;
  error: string | null;
}

/** A codec as GET /codecs answers it. */
export interface Codec {
  id: string;
  /** null: of the nation. */
  municipalityId: string | null;
  name: string;
  description: string;
  kind: (typeof CODEC_KINDS)[number];
  status: 'draft' | 'active';
  source: string;
  fields: CodecField[];
  testVectors: TestVector[];
  devices: number;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** What POST /codecs/try and /codecs/{id}/test answer of one run. */
export interface CodecResult {
  ok: boolean;
  error: string | null;
  errors: string[];
  warnings: string[];
  form: string | null;
  data: Record<string, unknown> | null;
  values: { channel: string; value: number; unit: string; time: string | null }[];
  batteryPercent: number | null;
  signalDbm: number | null;
  bytes: string | null;
  fPort: number | null;
  logs: string[];
  computeMs: number;
  /** null: nothing was expected. */
  passed: boolean | null;
}

/** Answer of POST /codecs/{id}/test. */
export interface TestReport {
  passed: boolean;
  results: (CodecResult & { name: string })[];
}

/** Where a new codec begins. */
export const TEMPLATE = `function decodeUplink(input) {
  // input.bytes: list of numbers 0 to 255, input.fPort: number, input.recvTime: Date
  if (input.bytes.length < 2) return { errors: ['payload too short'] };
  return {
    data: {
      level: ((input.bytes[0] << 8) | input.bytes[1]) / 100,
    },
  };
}
`;

/** What went wrong, in one line; null: nothing. */
export function faultOf({ error, errors }: Pick<CodecResult, 'error' | 'errors'>): string | null {
  return error ?? (errors.length > 0 ? errors.join('; ') : null);
}
