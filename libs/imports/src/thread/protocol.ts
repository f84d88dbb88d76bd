import type { ImportDetected, ImportDryRun, ImportMapping } from '@app/contracts';
import type { ParsedChunk, ParserState } from '../core/reading-parser';
import type { SensorTable } from '../core/sensor-table';
import type { SourceFile } from '../source/open-source';

/** What a thread is asked to do; its `workerData`. */
export type ThreadTask =
  | { task: 'analyse'; path: string; maxBytes: number }
  | {
      task: 'preview';
      file: SourceFile;
      mapping: ImportMapping;
      columns: string[];
      sensors: SensorTable;
      nowMs: number;
      retentionMs: number;
      sizeBytes: number;
      /** Stop after so many rows, or so long. */
      mostRows: number;
      mostMs: number;
    }
  | {
      task: 'parse';
      file: SourceFile;
      mapping: ImportMapping;
      columns: string[];
      sensors: SensorTable;
      nowMs: number;
      /** Where to go on; null: from the beginning. */
      checkpoint: ThreadCheckpoint | null;
      chunkReadings?: number;
      /** Chunks that may wait to be stored. */
      ahead: number;
    };

/** Where the reading of a file stands after a chunk. */
export interface ThreadCheckpoint {
  /** Bytes of the text that were read. */
  position: number;
  state: ParserState;
}

/** A chunk on its way to the database. */
export interface ThreadChunk extends ParsedChunk {
  /** Bytes of the text that were read. */
  position: number;
  /** Bytes of the stored file that were read, for progress. */
  bytesRead: number;
}

/** What a thread says. */
export type ThreadMessage =
  | { kind: 'analysed'; detected: ImportDetected }
  | { kind: 'previewed'; dryRun: ImportDryRun }
  | { kind: 'chunk'; chunk: ThreadChunk }
  | { kind: 'end' }
  | { kind: 'refused'; code: string; message: string };

/** What a parsing thread is told: a chunk has been stored, another one may come. */
export type ThreadOrder = { kind: 'more' };
