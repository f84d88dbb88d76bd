import { parentPort, workerData } from 'node:worker_threads';
import { ReadingParser } from '../core/reading-parser';
import { analyse } from '../source/analyse';
import { openSource } from '../source/open-source';
import { plainMapping } from '../source/plain-mapping';
import { preview } from '../source/preview';
import { FileRefused } from '../source/refusal';
import type { ThreadChunk, ThreadMessage, ThreadTask } from './protocol';

/** How many more chunks may be sent; filled up by the other side. */
const credit = { left: 0, wake: (): void => undefined };

function say(message: ThreadMessage, moved: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}

async function parse(task: ThreadTask & { task: 'parse' }): Promise<void> {
  const { file, checkpoint } = task;
  credit.left = task.ahead;
  parentPort?.on('message', () => {
    credit.left += 1;
    credit.wake();
  });
  const parser = new ReadingParser({
    mapping: plainMapping(task.mapping, file.format),
    columns: task.columns,
    sensors: task.sensors,
    nowMs: task.nowMs,
    state: checkpoint?.state ?? null,
    ...(task.chunkReadings !== undefined && { chunkReadings: task.chunkReadings }),
  });
  let position = checkpoint?.position ?? 0;
  const source = await openSource(file, position);
  const flush = async () => {
    while (credit.left === 0) await new Promise<void>((resolve) => (credit.wake = resolve));
    credit.left -= 1;
    const chunk: ThreadChunk = { ...parser.take(), position, bytesRead: source.read() };
    say({ kind: 'chunk', chunk }, [chunk.rows.buffer as ArrayBuffer, chunk.lines.buffer as ArrayBuffer]);
  };
  const readAll = async (bytes: Buffer, last: boolean): Promise<Buffer> => {
    let at = 0;
    for (;;) {
      const after = parser.read(bytes, at, last);
      position += after - at;
      at = after;
      if (!parser.full) return bytes.subarray(at);
      await flush();
    }
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of source.blocks) {
    rest = await readAll(rest.length === 0 ? block : Buffer.concat([rest, block]), false);
  }
  await readAll(rest, true);
  if (!parser.empty) await flush();
  await source.close();
  say({ kind: 'end' });
}

async function work(task: ThreadTask): Promise<void> {
  try {
    if (task.task === 'parse') await parse(task);
    else if (task.task === 'preview') say({ kind: 'previewed', dryRun: await preview(task) });
    else say({ kind: 'analysed', detected: await analyse(task.path, task.maxBytes) });
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    say({ kind: 'refused', code: error.code, message: error.message });
  }
  parentPort?.close();
}

void work(workerData as ThreadTask);
