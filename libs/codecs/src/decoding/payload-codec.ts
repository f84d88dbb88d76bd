import type { CodecField, CodecFormName } from '@app/contracts';
import type { UplinkFrame } from '@app/plugin-sdk';
import { CodecFailureError, type CodecSandbox, codecLimits, presentable } from '../sandbox';
import { decodeCayenneLpp } from './cayenne-lpp';
import { type Readings, readingsOf } from './readings';

const MAX_NOTES = 20;
const NOTE_CHARS = 300;

/** A codec in JavaScript, as it is kept. */
export interface ScriptCodec {
  name: string;
  /** Id and version; null: not saved. */
  key: string | null;
  kind: CodecFormName;
  source: string;
  fields: readonly CodecField[];
}

/** Result of one run. */
export interface CodecRun {
  /** Function that was found and called. */
  form: string;
  data: Record<string, unknown> | null;
  normalized: unknown;
  /** What the codec itself calls wrong. */
  errors: string[];
  warnings: string[];
  logs: string[];
  /** ms */
  computeMs: number;
}

export interface DecodedPayload extends CodecRun {
  readings: Readings;
}

export interface EncodedOrder extends CodecRun {
  bytes: Uint8Array;
  fPort: number;
}

/** @throws {CodecFailureError} that names the codec and the cause; SandboxBusyError */
export async function decodeUplink(
  sandbox: CodecSandbox,
  codec: ScriptCodec,
  { bytes, fPort, receivedAt }: UplinkFrame,
): Promise<DecodedPayload> {
  const input = { bytes: [...bytes], fPort, recvTime: receivedAt, variables: {} };
  const run = await call(sandbox, codec, 'decodeUplink', input);
  const readings = readingsOf(run.data, run.normalized, codec.fields);
  return { ...run, readings, warnings: [...run.warnings, ...readings.warnings].slice(0, MAX_NOTES) };
}

/** Reads an order as the device would. @throws as {@link decodeUplink} */
export function decodeDownlink(
  sandbox: CodecSandbox,
  codec: ScriptCodec,
  { bytes, fPort }: { bytes: Uint8Array; fPort: number },
): Promise<CodecRun> {
  return call(sandbox, codec, 'decodeDownlink', { bytes: [...bytes], fPort, variables: {} });
}

/** @throws as {@link decodeUplink}; also when what the codec gives are no bytes */
export async function encodeDownlink(
  sandbox: CodecSandbox,
  codec: ScriptCodec,
  data: Readonly<Record<string, unknown>>,
  fPort = 1,
): Promise<EncodedOrder> {
  const { output, ...run } = await called(sandbox, codec, 'encodeDownlink', { data, fPort, variables: {} });
  if (run.errors.length > 0) throw new CodecFailureError(codec.name, 'threw', run.errors.join('; '));
  const { bytes } = output;
  const port = output.fPort ?? fPort;
  if (!Array.isArray(bytes) || bytes.length > codecLimits.payloadBytes || !bytes.every(isByte)) {
    throw new CodecFailureError(codec.name, 'output', 'it gave something else than bytes from 0 to 255');
  }
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 223) {
    throw new CodecFailureError(codec.name, 'output', `fPort ${JSON.stringify(port)} is not between 1 and 223`);
  }
  return { ...run, bytes: Uint8Array.from(bytes as number[]), fPort: port };
}

/** Cayenne LPP, which comes with the platform. @throws {CodecFailureError} */
export function decodeBuiltIn(bytes: Uint8Array): Readings {
  try {
    const values = decodeCayenneLpp(bytes).map((value) => ({ ...value, time: Number.NaN }));
    return { values, batteryPercent: null, signalDbm: null, warnings: [] };
  } catch (error) {
    throw new CodecFailureError('cayenne-lpp', 'threw', (error as Error).message);
  }
}

async function call(
  sandbox: CodecSandbox,
  codec: ScriptCodec,
  name: 'decodeUplink' | 'decodeDownlink',
  input: Record<string, unknown>,
): Promise<CodecRun> {
  const { output: _output, ...run } = await called(sandbox, codec, name, input);
  return run;
}

async function called(
  sandbox: CodecSandbox,
  { name, key, kind, source }: ScriptCodec,
  call: 'decodeUplink' | 'decodeDownlink' | 'encodeDownlink',
  input: Record<string, unknown>,
): Promise<CodecRun & { output: Record<string, unknown> }> {
  const { output, computeMs } = await sandbox.run({ name, key, form: kind, source }, call, input);
  const { data, normalized } = output;
  const isObject = data !== null && typeof data === 'object';
  return {
    output,
    form: typeof output.form === 'string' ? output.form : call,
    data: isObject ? (data as Record<string, unknown>) : null,
    normalized: normalized ?? null,
    errors: notes(output.errors),
    warnings: [...notes(output.warnings), ...notes(output.normalizeErrors), ...notes(output.normalizeWarnings)],
    logs: notes(output.logs),
    computeMs,
  };
}

/** Texts of a codec, kept short. */
function notes(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  const text = (each: unknown) => (typeof each === 'string' ? each : JSON.stringify(each)) ?? '';
  return list.slice(0, MAX_NOTES).map((each) => presentable(text(each).slice(0, NOTE_CHARS)));
}

function isByte(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
}
