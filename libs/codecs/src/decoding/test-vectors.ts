import type { CodecResult, CodecTestReport, CodecTestVector, CodecTry } from '@app/contracts';
import { CodecFailureError, type CodecSandbox } from '../sandbox';
import { type ScriptCodec, decodeDownlink, decodeUplink, encodeDownlink } from './payload-codec';
import { sameJson } from './same-json';

/** Longest time for all test vectors of a codec, ms. */
const ALL_MS = 5_000;

const NOTHING: CodecResult = {
  ok: false,
  error: null,
  errors: [],
  warnings: [],
  form: null,
  data: null,
  normalized: null,
  values: [],
  batteryPercent: null,
  signalDbm: null,
  bytes: null,
  fPort: null,
  logs: [],
  computeMs: 0,
  passed: null,
};

type Order = Pick<CodecTry, 'call' | 'fPort' | 'hex' | 'data'>;

/** Runs a codec once, for a person to look at: its failures are part of the result. @throws SandboxBusyError */
export async function tryCodec(
  sandbox: CodecSandbox,
  codec: ScriptCodec,
  order: Order,
  wanted?: Pick<CodecTestVector, 'expected' | 'error'>,
): Promise<CodecResult> {
  let result: CodecResult;
  try {
    result = await run(sandbox, codec, order);
  } catch (error) {
    if (!(error instanceof CodecFailureError)) throw error;
    result = { ...NOTHING, error: error.message };
  }
  return { ...result, passed: wanted === undefined ? null : isAsWanted(result, wanted) };
}

/** Runs all test vectors, one after the other. Those for which no time is left fail. */
export async function runTestVectors(
  sandbox: CodecSandbox,
  codec: ScriptCodec,
  vectors: readonly CodecTestVector[],
): Promise<CodecTestReport> {
  const results: CodecTestReport['results'] = [];
  const end = Date.now() + ALL_MS;
  for (const { name, fPort, hex, expected, error } of vectors) {
    const order: Order = { call: 'decodeUplink', fPort, hex, data: {} };
    const result =
      Date.now() > end
        ? { ...NOTHING, error: 'Not run: the test vectors before it took too long.', passed: false }
        : await tryCodec(sandbox, codec, order, { expected, error });
    results.push({ name, ...result });
  }
  return { passed: results.every(({ passed }) => passed), results };
}

async function run(sandbox: CodecSandbox, codec: ScriptCodec, { call, fPort, hex, data }: Order): Promise<CodecResult> {
  const frame = { bytes: Buffer.from(hex, 'hex'), fPort, receivedAt: Date.now() };
  if (call === 'encodeDownlink') {
    const { bytes, ...ran } = await encodeDownlink(sandbox, codec, data, fPort === 0 ? 1 : fPort);
    return { ...NOTHING, ...ran, ok: true, bytes: Buffer.from(bytes).toString('hex') };
  }
  if (call === 'decodeDownlink') {
    const ran = await decodeDownlink(sandbox, codec, frame);
    return { ...NOTHING, ...ran, ok: ran.errors.length === 0 };
  }
  const { readings, ...ran } = await decodeUplink(sandbox, codec, frame);
  const values = readings.values.map(({ time, ...value }) => ({
    ...value,
    time: Number.isNaN(time) ? null : new Date(time).toISOString(),
  }));
  const { batteryPercent, signalDbm } = readings;
  return { ...NOTHING, ...ran, ok: ran.errors.length === 0, values, batteryPercent, signalDbm };
}

function isAsWanted(result: CodecResult, { expected, error }: Pick<CodecTestVector, 'expected' | 'error'>): boolean {
  if (expected === null) {
    const said = [result.error ?? '', ...result.errors].join('\n');
    return !result.ok && said.includes(error ?? '');
  }
  return result.ok && sameJson(expected, result.data);
}
