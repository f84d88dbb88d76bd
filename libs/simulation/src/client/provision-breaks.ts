import { pastBreaks } from '../generator/pipe-breaks';
import type { MunicipalityOperation } from '../operation/municipality-operation';
import { ApiError, type ApiClient } from './api-client';
import type { ProvisionedMunicipality } from './provision';

/** Breaks in one request. */
const AT_ONCE = 5_000;

/**
 * Hands in the breaks that the country's pipes had, and asks for a first judgement of pipes, pumps and sensors. A platform
 * that has judged before is left alone.
 *
 * @param untilMs - no break is later
 */
export async function provisionBreaks(
  operations: readonly MunicipalityOperation[],
  municipalities: readonly ProvisionedMunicipality[],
  { seed, untilMs }: { seed: string; untilMs: number },
  api: ApiClient,
  log: (line: string) => void,
): Promise<void> {
  if (!(await isUnjudged(api))) return;
  let stored = 0;
  for (const [index, { id: municipalityId }] of municipalities.entries()) {
    const { plan } = operations[index] as MunicipalityOperation;
    const breaks = pastBreaks(plan.water.network, `${seed}/${plan.code}`, untilMs);
    for (let start = 0; start < breaks.length; start += AT_ONCE) {
      const body = { municipalityId, breaks: breaks.slice(start, start + AT_ONCE) };
      stored += (await api.post<{ stored: number }>('/maintenance/breaks', body)).stored;
    }
  }
  await api.post('/maintenance/runs', {});
  log(`Maintenance: ${stored} breaks of pipes handed in.`);
}

/** @returns false also on a platform that knows no maintenance */
async function isUnjudged(api: ApiClient): Promise<boolean> {
  try {
    const runs = await api.get<{ page: { total: number } }>('/maintenance/runs?pageSize=1');
    return runs.page.total === 0;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}
