import { setTimeout as delay } from 'node:timers/promises';
import {
  type GatewayContext,
  HttpProblem,
  KeyReusedError,
  type MountedRequest,
  type MountedResponse,
  OverloadedError,
  type RateLimiter,
} from '@app/plugin-sdk';
import { unpacked } from './body';
import type { HttpConfig } from './config';
import { decodeLines } from './decode-lines';
import { messageKey } from './idempotency';
import { type LineChunk, LineChunks } from './line-chunks';
import { problems, reasonOf } from './problems';
import { Progress } from './stream-report';

/** Streams of one device at a time. */
const MAX_STREAMS = 4;

/**
 * Takes bodies of any length, one reading in a line: lines are committed in chunks, one chunk after the other, and while
 * a chunk is being committed nothing is read from the sender. At no time more than a chunk is in memory.
 */
export class LineStreams {
  private readonly running = new Map<string, number>();

  constructor(
    private readonly config: HttpConfig,
    private readonly context: GatewayContext,
    private readonly perDevice: RateLimiter,
  ) {}

  /**
   * @param mark - of the whole stream; a chunk is known by it and by its first line; null: none
   * @throws {HttpProblem} 429 when the device has too many streams open
   */
  async take(
    deviceId: string,
    request: MountedRequest,
    stream: AsyncIterable<Uint8Array>,
    mark: string | null,
  ): Promise<MountedResponse> {
    const open = this.running.get(deviceId) ?? 0;
    if (open >= MAX_STREAMS) throw problems.tooMany(1_000);
    this.running.set(deviceId, open + 1);
    try {
      return await this.run(deviceId, request, stream, mark);
    } finally {
      const left = (this.running.get(deviceId) ?? 1) - 1;
      if (left === 0) this.running.delete(deviceId);
      else this.running.set(deviceId, left);
    }
  }

  private async run(
    deviceId: string,
    request: MountedRequest,
    stream: AsyncIterable<Uint8Array>,
    mark: string | null,
  ): Promise<MountedResponse> {
    const { chunkReadings, maxLineBytes, maxProblems, maxStreamMs, maxUnpackedBytes } = this.config;
    const until = this.context.clock.now() + maxStreamMs;
    const chunks = new LineChunks(chunkReadings, maxLineBytes);
    const progress = new Progress(maxProblems);
    const commit = (chunk: LineChunk) => this.commit(deviceId, chunk, mark, progress);
    try {
      for await (const piece of unpacked(request, stream)) {
        for (const chunk of chunks.push(piece)) {
          await commit(chunk);
          if (this.context.clock.now() > until) return { status: 200, body: progress.report(false) };
        }
        // Well packed, a line without end would cost time without end.
        if (chunks.openBytes > maxUnpackedBytes) throw problems.endlessLine(maxUnpackedBytes);
      }
      const rest = chunks.end();
      if (rest !== null) await commit(rest);
      return { status: 200, body: progress.report(true) };
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      if (problem.status < 500) this.context.telemetry.refused(deviceId, 'http', reasonOf(problem));
      return answerOf(problem, progress, request);
    }
  }

  private async commit(deviceId: string, chunk: LineChunk, mark: string | null, progress: Progress): Promise<void> {
    if (chunk.lines.length === 0) {
      progress.committed(chunk, null);
      return;
    }
    const receivedAt = this.context.clock.now();
    if (chunk.first > 1) await delay(this.perDevice.take(deviceId, receivedAt));
    const { columns, raw } = decodeLines(chunk.lines);
    const report = await this.context.telemetry.submit(
      {
        deviceId,
        protocol: 'http',
        receivedAt,
        columns,
        raw,
        format: 'json',
        ...(mark !== null && { key: messageKey(`${mark}#${chunk.first}`, raw) }),
      },
      { whenBusy: 'wait', timeoutMs: this.config.commitTimeoutMs },
    );
    progress.committed(chunk, report);
  }
}

/** @returns null for what is no business of the sender's */
function problemOf(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  if (error instanceof KeyReusedError) return problems.keyReused();
  if (error instanceof OverloadedError) return problems.unavailable(error.message, error.retryAfterS);
  return null;
}

/** A problem document that also says how far the stream got. */
function answerOf(problem: HttpProblem, progress: Progress, request: MountedRequest): MountedResponse {
  const { status, code, title, detail, headers } = problem;
  const { complete: _never, ...soFar } = progress.report(false);
  const document = { type: `urn:hydrant:problem:${code}`, title, status, detail, code, requestId: request.requestId };
  return {
    status,
    headers,
    contentType: 'application/problem+json',
    body: JSON.stringify({ ...document, ...soFar }),
  };
}
