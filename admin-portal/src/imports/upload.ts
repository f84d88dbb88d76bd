import { request } from '../data/http';
import type { HistoryImport } from './import-types';

/** Bytes of one part: small enough for proxies between, and to be sent again. */
const PART = 8 * 1024 * 1024;

/**
 * Sends a file in parts.
 * @param onProgress - is told the share that has been sent, 0 to 1
 * @throws {ApiError}
 */
export async function sendFile(file: File, onProgress: (share: number) => void): Promise<HistoryImport> {
  const query = { fileName: file.name.slice(0, 200) || 'file', size: file.size };
  const first = await request<HistoryImport>('POST', '/imports', { query, body: file.slice(0, PART) });
  let item = first.data;
  while (item.state === 'uploading') {
    const offset = item.receivedBytes;
    onProgress(offset / file.size);
    const next = await request<HistoryImport>('POST', `/imports/${item.id}/content`, {
      query: { offset },
      body: file.slice(offset, offset + PART),
    });
    item = next.data;
  }
  return item;
}
