import type { Principal } from '@app/access';
import type { ZoneMassBalance, massBalanceQuery } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { invalidInput } from '@app/http';
import { systemClock } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type BalanceStep, addDays, localDate, localDay, massBalance, mergeSteps } from '../core';
import { measureZone } from '../read/zone-flows';
import { zoneFor } from '../setup/zone-record';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longest stretch of one answer, days, by step. */
const MOST_DAYS = { hour: 62, day: 400 } as const;
const LITRES = 1e6;

/** Mass balances, worked out from the readings as they are now. */
@Injectable()
export class MassBalanceReadModel {
  constructor(private readonly units: UnitOfWork) {}

  /** @throws {DomainError} not-found, forbidden, invalid when the stretch is turned round or too long */
  get(principal: Principal, zoneId: string, query: z.output<typeof massBalanceQuery>): Promise<ZoneMassBalance> {
    return this.units.run(principal.tenants, async (work) => {
      const zone = await zoneFor(work, principal, zoneId, 'read');
      const { settings, timeZone } = zone;
      const { step } = query;
      const empty = { timeZone, step, parts: [], data: [], total: null };
      if (settings === null || !settings.measurements.some(({ role }) => role === 'inlet')) return empty;
      const edges = edgesOf(query, timeZone, systemClock.now());
      const span = { from: edges[0] as number, to: edges.at(-1) as number };
      const measured = await measureZone(work, zone, settings, span);
      const steps = massBalance(measured, edges);
      const total = mergeSteps(steps);
      return {
        timeZone,
        step,
        parts: [
          'inflow',
          ...(measured.outlets === null ? [] : (['outflow'] as const)),
          ...(measured.storage === null ? [] : (['storage'] as const)),
          ...(measured.metered === null ? [] : (['metered'] as const)),
        ],
        data: steps.map(stepView),
        total: total === null ? null : stepView(total),
      };
    });
  }
}

/** Begins of steps and the end of the last; days begin at local midnight, and the last step has begun. */
function edgesOf({ from, to, step }: z.output<typeof massBalanceQuery>, timeZone: string, now: number): number[] {
  const end = Math.min(to === undefined ? now : Date.parse(to), now);
  const start = from === undefined ? end - 7 * DAY_MS : Date.parse(from);
  if (start >= end) throw invalidInput([{ pointer: '?from', detail: 'must lie before to, and not in the future' }]);
  if (end - start > (MOST_DAYS[step] + 1) * DAY_MS) {
    throw invalidInput([{ pointer: '?from', detail: `asks for more than ${MOST_DAYS[step]} days` }]);
  }
  const edges: number[] = [];
  if (step === 'hour') {
    for (let edge = Math.floor(start / HOUR_MS) * HOUR_MS; edge < end + HOUR_MS; edge += HOUR_MS) edges.push(edge);
    return edges;
  }
  const last = localDay(localDate(end - 1, timeZone), timeZone).to;
  for (let date = localDate(start, timeZone); ; date = addDays(date, 1)) {
    const edge = localDay(date, timeZone).from;
    edges.push(edge);
    if (edge >= last) return edges;
  }
}

function stepView(step: BalanceStep): ZoneMassBalance['data'][number] {
  return {
    from: new Date(step.from).toISOString(),
    to: new Date(step.to).toISOString(),
    inflow: step.inflow / LITRES,
    outflow: step.outflow / LITRES,
    storage: step.storage / LITRES,
    metered: step.metered / LITRES,
    residual: step.residual / LITRES,
    completeness: step.completeness,
  };
}
