import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CodecFailureError, CodecSandbox, type RunnableCodec } from '@app/codecs';
import { sameOutput } from './codecs-compare';

/** Documented payloads of one device, as its vendor decodes them. */
interface VectorFile {
  id: string;
  /** Path of the codec inside the repository of device codecs. */
  codec: string;
  examples: { fPort: number; bytes: string; recvTime?: string; expected: Record<string, unknown> }[];
}

interface Report {
  examples: number;
  passed: number;
  devices: number;
  devicesPassed: number;
  /** Devices whose codec's source was not there. */
  withoutCodec: string[];
  failed: string[];
  /** Computing time of a decoding, ms. */
  computeMs: { mean: number; max: number };
}

const USAGE = `--data DIR      folder with the vectors (or with a folder "vectors"): {id, codec, examples: [{fPort, bytes, expected}]}
--codecs DIR    folder with the codecs, by the path that each vector names; default: the folder of --data
--outputs FILE  also write what was decoded, one JSON object a line
--json          report as JSON
`;

/** Decodes documented payloads by their vendors' codecs in the product's sandbox and compares with what is documented. */
async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { data: text, codecs: text, outputs: text, json: { type: 'boolean', default: false } },
  });
  const folder = values.data ?? '';
  const vectors = [path.join(folder, 'vectors'), folder].find((each) => values.data !== undefined && existsSync(each));
  if (vectors === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const sandbox = new CodecSandbox(1);
  try {
    const { report, outputs } = await measure(sandbox, readVectors(vectors), values.codecs ?? folder);
    if (values.outputs !== undefined) writeFileSync(values.outputs, outputs.map((line) => `${line}\n`).join(''));
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report));
    return report.failed.length === 0 && report.examples > 0 ? 0 : 1;
  } finally {
    sandbox.close();
  }
}

function readVectors(folder: string): VectorFile[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as VectorFile);
}

async function measure(sandbox: CodecSandbox, files: VectorFile[], codecs: string) {
  const outputs: string[] = [];
  const times: number[] = [];
  const report: Report = {
    examples: 0,
    passed: 0,
    devices: files.length,
    devicesPassed: 0,
    withoutCodec: [],
    failed: [],
    computeMs: { mean: 0, max: 0 },
  };
  for (const { id, codec, examples } of files) {
    report.examples += examples.length;
    const source = path.join(codecs, codec);
    if (!existsSync(source)) {
      report.withoutCodec.push(id);
      report.failed.push(...examples.map((_, index) => `${id}#${index} (no codec)`));
      continue;
    }
    const runnable: RunnableCodec = { name: id, key: null, form: 'ttn', source: readFileSync(source, 'utf8') };
    const before = report.failed.length;
    for (const [example, { fPort, bytes, recvTime, expected }] of examples.entries()) {
      const input = { bytes: [...Buffer.from(bytes, 'hex')], fPort, variables: {} };
      const { output, computeMs } = await decode(sandbox, runnable, input, recvTime);
      times.push(computeMs);
      outputs.push(JSON.stringify({ id, example, output }));
      if (sameOutput(expected, output)) report.passed += 1;
      else report.failed.push(`${id}#${example}`);
    }
    if (report.failed.length === before) report.devicesPassed += 1;
  }
  const mean = times.reduce((sum, each) => sum + each, 0) / Math.max(1, times.length);
  report.computeMs = { mean: round(mean), max: round(Math.max(0, ...times)) };
  return { report, outputs };
}

async function decode(sandbox: CodecSandbox, codec: RunnableCodec, input: object, recvTime: string | undefined) {
  const received = recvTime === undefined ? {} : { recvTime: Date.parse(recvTime) };
  try {
    const { output, computeMs } = await sandbox.run(codec, 'decodeUplink', { ...input, ...received });
    const { data, warnings, errors } = output;
    return { output: { data, warnings, errors }, computeMs };
  } catch (error) {
    if (!(error instanceof CodecFailureError)) throw error;
    return { output: { errors: [error.message] }, computeMs: 0 };
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

function inWords({ examples, passed, devices, devicesPassed, withoutCodec, failed, computeMs }: Report): string {
  const lines = [`Examples ${passed} of ${examples}, devices ${devicesPassed} of ${devices}`];
  if (withoutCodec.length > 0) lines.push(`Without a codec: ${withoutCodec.join(', ')}`);
  if (failed.length > 0) lines.push(`Failed: ${failed.join(', ')}`);
  lines.push(`Computing time: mean ${computeMs.mean} ms, longest ${computeMs.max} ms`);
  return `${lines.join('\n')}\n`;
}

void main().then((code) => (process.exitCode = code));
