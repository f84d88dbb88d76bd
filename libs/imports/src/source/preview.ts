import type { ImportDryRun, ImportErrorKind } from '@app/contracts';
import { canonicalUnits, quantities } from '@app/kernel';
import type { RowError } from '../core/error-lines';
import { READING_BYTES } from '../core/reading-columns';
import { type ParsedChunk, ReadingParser } from '../core/reading-parser';
import type { SensorTable } from '../core/sensor-table';
import type { ThreadTask } from '../thread/protocol';
import { openSource } from './open-source';
import { plainMapping } from './plain-mapping';

const SHOWN = 20;
const POSTGRES_EPOCH_MS = 946_684_800_000;

/**
 * Reads the beginning of a file as an import would, and tells what would become of it.
 * @throws {FileRefused}
 */
export async function preview(task: ThreadTask & { task: 'preview' }): Promise<ImportDryRun> {
  const { file, sensors, mostRows, mostMs, sizeBytes, nowMs, retentionMs } = task;
  const problems: RowError[] = [];
  const parser = new ReadingParser({
    mapping: plainMapping(task.mapping, file.format),
    columns: task.columns,
    sensors,
    nowMs,
    state: null,
    onError: (error) => void (problems.length < SHOWN && problems.push(error)),
  });
  const sum = new Summary(sensors);
  const source = await openSource(file);
  const until = Date.now() + mostMs;
  const isOver = () => sum.rows >= mostRows || Date.now() > until;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const block of source.blocks) {
      rest = rest.length === 0 ? block : Buffer.concat([rest, block]);
      rest = readAll(parser, sum, rest, false);
      if (isOver()) break;
    }
    const complete = !isOver();
    if (complete) readAll(parser, sum, rest, true);
    sum.add(parser.take());
    const share = Math.min(1, Math.max(source.read(), 1) / sizeBytes);
    return {
      ...sum.result(),
      complete,
      estimatedRows: complete ? sum.rows : Math.round(sum.rows / share),
      sensors: parser.found.size,
      unknownSensors: [...parser.unknown],
      ambiguousSensors: [...parser.ambiguous],
      olderThanRetention: sum.firstMs < nowMs - retentionMs,
      problems: problems.map(({ row, column, text, kind }) => ({ row, column, text: text.slice(0, 200), kind })),
    };
  } finally {
    await source.close();
  }
}

function readAll(parser: ReadingParser, sum: Summary, bytes: Buffer, last: boolean): Buffer {
  let at = 0;
  for (;;) {
    const after = parser.read(bytes, at, last);
    if (parser.full) sum.add(parser.take());
    else return bytes.subarray(after);
    at = after;
  }
}

class Summary {
  rows = 0;
  firstMs = Number.POSITIVE_INFINITY;
  private lastMs = Number.NEGATIVE_INFINITY;
  private missing = 0;
  private rejected = 0;
  private doubledHours = 0;
  private readings = 0;
  private readonly errors: Partial<Record<ImportErrorKind, number>> = {};
  private shown: ImportDryRun['preview'] = [];

  constructor(private readonly sensors: SensorTable) {}

  add(chunk: ParsedChunk): void {
    this.rows += chunk.fileRows;
    this.missing += chunk.missing;
    this.rejected += chunk.rejected;
    this.doubledHours += chunk.doubledHours;
    this.readings += chunk.count;
    this.firstMs = Math.min(this.firstMs, chunk.firstMs);
    this.lastMs = Math.max(this.lastMs, chunk.lastMs);
    for (const [kind, count] of Object.entries(chunk.errors)) {
      this.errors[kind as ImportErrorKind] = (this.errors[kind as ImportErrorKind] ?? 0) + count;
    }
    if (this.shown.length === 0) this.shown = this.firstOf(chunk);
  }

  result(): Pick<
    ImportDryRun,
    'rows' | 'missing' | 'rejected' | 'doubledHours' | 'errors' | 'firstTime' | 'lastTime' | 'readings' | 'preview'
  > {
    const { rows, missing, rejected, doubledHours, errors, readings, shown } = this;
    const timeOf = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
    return {
      rows,
      missing,
      rejected,
      doubledHours,
      errors,
      firstTime: timeOf(this.firstMs),
      lastTime: timeOf(this.lastMs),
      readings,
      preview: shown,
    };
  }

  /** The first readings in the order of the file. */
  private firstOf({ rows, lines, count }: ParsedChunk): ImportDryRun['preview'] {
    const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
    const order = Array.from({ length: count }, (_, index) => index)
      .sort((a, b) => (lines[a] as number) - (lines[b] as number))
      .slice(0, SHOWN);
    const numbers = new Map(Array.from(this.sensors.numbers, (number, place) => [number, place]));
    return order.map((index) => {
      const at = index * READING_BYTES;
      const place = numbers.get(view.getInt32(at + 14)) as number;
      const micros = Number(view.getBigInt64(at + 22));
      const quantity = quantities[this.sensors.quantities[place] as number] as (typeof quantities)[number];
      return {
        row: lines[index] as number,
        sensorCode: this.sensors.codes[place] as string,
        time: new Date(micros / 1_000 + POSTGRES_EPOCH_MS).toISOString(),
        value: view.getFloat64(at + 34),
        unit: canonicalUnits[quantity],
      };
    });
  }
}
