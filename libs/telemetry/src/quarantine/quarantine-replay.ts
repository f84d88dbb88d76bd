import { DatabaseEvents, UnitOfWork } from '@app/database';
import { DomainError, systemClock } from '@app/kernel';
import { type TelemetryColumns, type TelemetryReport, decodeTelemetryJson } from '@app/plugin-sdk';
import { TenantTree } from '@app/tenancy';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { TelemetryIntake } from '../pipeline/telemetry-intake';
import { FrameDecoders } from './frame-decoders';

interface Kept {
  tenant_id: number;
  id: string;
  device_id: string | null;
  received_at: Date | string;
  protocol: string;
  format: 'json' | 'opaque';
  raw: Buffer;
}

/** What becomes of an item. */
interface Settled {
  t: number;
  id: string;
  status: 'kept' | 'replayed';
  /** null: as it was */
  reason: string | null;
  detail: string | null;
  result: Omit<TelemetryReport, 'outcomes' | 'faults' | 'repeated'> | null;
}

const AT_ONCE = 100;
/** An item taken by a process that died is taken again after so long, s. */
const TAKEN_S = 60;
const LOOK_MS = 5_000;

const take = `update quarantine q set taken_until = now() + interval '${TAKEN_S} seconds'
  from (
    select tenant_id, id from quarantine
    where status = 'replaying' and (taken_until is null or taken_until < now())
    order by received_at limit ${AT_ONCE} for update skip locked) p
  where q.tenant_id = p.tenant_id and q.id = p.id
  returning q.tenant_id, q.id, q.device_id, q.received_at, q.protocol, q.format, q.raw`;
const settle = `update quarantine q set status = r.status, reason = coalesce(r.reason, q.reason),
    detail = coalesce(r.detail, q.detail), result = coalesce(r.result, q.result), settled_at = now(), taken_until = null
  from jsonb_to_recordset(?::jsonb) as r (t int, id uuid, status text, reason text, detail text, result jsonb)
  where q.tenant_id = r.t and q.id = r.id and q.status = 'replaying'`;

/**
 * Takes quarantined messages in once more, under the time at which they came: what was stored of them meanwhile is known by its
 * key. Several processes share the work; each takes what no other has.
 */
@Injectable()
export class QuarantineReplay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(QuarantineReplay.name);
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopping = false;

  constructor(
    private readonly work: UnitOfWork,
    private readonly events: DatabaseEvents,
    private readonly tree: TenantTree,
    private readonly intake: TelemetryIntake,
    private readonly decoders: FrameDecoders,
  ) {}

  onApplicationBootstrap(): void {
    this.unlisten = this.events.listen('quarantine', () => void this.kick());
    this.timer = setInterval(() => void this.kick(), LOOK_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    this.unlisten?.();
    await this.running;
  }

  /** Replays all there is; a call meanwhile is followed by another look. */
  async kick(): Promise<void> {
    this.again = true;
    this.running ??= this.run().finally(() => (this.running = undefined));
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopping) {
      this.again = false;
      try {
        while (!this.stopping && (await this.step()) > 0);
      } catch (error) {
        this.logger.warn(`Quarantined messages are not replayed now: ${String(error)}`);
      }
    }
  }

  private async step(): Promise<number> {
    const tenants = this.tree.all();
    const taken = await this.work.run(tenants, (work) => work.sql<Kept>(take));
    if (taken.length === 0) return 0;
    // An update answers in any order; what came first is judged first.
    taken.sort((a, b) => new Date(a.received_at).getTime() - new Date(b.received_at).getTime());
    const results = await Promise.allSettled(taken.map((item) => this.replay(item)));
    const settled = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    await this.work.run(tenants, (work) => work.sql(settle, [JSON.stringify(settled)]));
    // What could not be stored now is taken again later; it holds up nothing else.
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return taken.length;
  }

  private async replay(item: Kept): Promise<Settled> {
    try {
      return await this.replayed(item);
    } catch (error) {
      // Not to be stored whenever it is tried: its sensor cannot be told.
      if (!(error instanceof DomainError)) throw error;
      return { t: item.tenant_id, id: item.id, ...kept(error.detail.slice(0, 500)) };
    }
  }

  private async replayed(item: Kept): Promise<Settled> {
    const { tenant_id: t, id } = item;
    const receivedAt = new Date(item.received_at).getTime();
    const columns = await this.columnsOf(item, receivedAt);
    if (columns === null) return { t, id, ...kept('No gateway here can read this frame again') };
    const report = await this.submit(item, columns, receivedAt);
    if (report === null) return { t, id, ...kept('The device does not exist or is disabled') };
    const { stored, duplicate, conflict, late, quarantined, faults } = report;
    const result = { stored, duplicate, conflict, late, quarantined };
    const [fault] = faults;
    if (fault === undefined) return { t, id, status: 'replayed', reason: null, detail: null, result };
    return { t, id, status: 'kept', reason: fault.reason, detail: fault.detail.slice(0, 500), result };
  }

  private async columnsOf(item: Kept, receivedAt: number): Promise<TelemetryColumns | null> {
    if (item.format === 'json') return decodeTelemetryJson(item.raw);
    try {
      return await this.decoders.decode(item.protocol, { deviceId: item.device_id, receivedAt, raw: item.raw });
    } catch (error) {
      this.logger.warn(`A frame of ${item.protocol} cannot be read again: ${String(error)}`);
      return null;
    }
  }

  private submit(item: Kept, columns: TelemetryColumns, receivedAt: number): Promise<TelemetryReport | null> {
    const { device_id: deviceId, protocol, format, tenant_id: homeTenantId, raw } = item;
    const now = systemClock.now();
    if (deviceId !== null) return this.intake.again({ deviceId, protocol, receivedAt, columns, format }, now);
    const readings = { homeTenantId, tenants: this.tree.visibleFrom(homeTenantId), columns, rawOf: () => raw };
    return this.intake.userAgain(readings, receivedAt, now);
  }
}

function kept(detail: string): Omit<Settled, 't' | 'id'> {
  return { status: 'kept', reason: null, detail, result: null };
}
