import type { UnitOfWork, Work } from '@app/database';
import { sensorTable } from '../core/sensor-table';
import type { ImportFiles } from '../import-files';
import type { ThreadChunk } from '../thread/protocol';
import type { ChunkSink } from './chunk-sink';
import { ChunkWriter, noTotals } from './chunk-writer';
import type { ImportDays } from './import-days';

const DAY_MS = 86_400_000;

/** Made up: database and files. */
describe('a chunk', () => {
  it('shows no reading as the newest whose day has no table', async () => {
    const sensor = {
      tenantId: 5,
      number: 7,
      id: '0190a1b2-0000-7000-8000-000000000000',
      code: 'A',
      quantity: 'pressure' as const,
      rangeMin: null,
      rangeMax: null,
      latestMs: 0,
    };
    const shown: unknown[] = [];
    const work = { sql: async (_: string, [rows]: [string]) => void shown.push(...(JSON.parse(rows) as unknown[])) };
    const writer = new ChunkWriter(
      {
        tenantId: 5,
        importId: 'x',
        sink: { store: async () => undefined } as unknown as ChunkSink,
        days: { prepare: async () => new Set([3]) } as unknown as ImportDays,
        files: { addErrors: async () => 0 } as unknown as ImportFiles,
        units: {
          run: (_: number[], run: (work: Work) => unknown) => run(work as unknown as Work),
        } as unknown as UnitOfWork,
        sensors: sensorTable([sensor, { ...sensor, number: 8, id: '0190a1b2-0000-7000-8000-000000000001' }]),
      },
      noTotals,
    );
    const nothing = { rows: new Uint8Array(0), lines: new Uint32Array(0), count: 0, conflicts: [], errorText: '' };
    await writer.write({
      ...nothing,
      days: [2, 3],
      latest: [
        { place: 0, timeMs: 3 * DAY_MS + 5, value: 1, quality: 0 },
        { place: 1, timeMs: 2 * DAY_MS + 5, value: 1, quality: 0 },
      ],
      errors: {},
      duplicates: 0,
      state: { record: 0, errorLines: 0, rounds: [] },
    } as unknown as ThreadChunk);
    expect(shown).toMatchObject([{ s: 8 }]);
  });
});
