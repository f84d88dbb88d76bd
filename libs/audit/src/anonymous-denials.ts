import { UnitOfWork } from '@app/database';
import { RequestContext } from '@app/http';
import { DomainError } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from './audit-trail';

const EVERY_MS = 60_000;
const SAMPLES = 10;

interface Sample {
  at: string;
  ip: string | null;
  method: string | null;
  path: string | null;
  reason: string;
}

/**
 * Counts refusals of strangers. A row for each would let anybody on the network fill the trail, so one row a minute, in
 * the nation's chain, says how many there were, by reason, with a few examples.
 */
@Injectable()
export class AnonymousDenials implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(AnonymousDenials.name);
  private counts = new Map<string, number>();
  private samples: Sample[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly units: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly tree: TenantTree,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** @param error - what the stranger is answered; only its code is kept */
  count(error: unknown): void {
    const reason = error instanceof DomainError ? error.code : 'auth.failed';
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
    if (this.samples.length >= SAMPLES) return;
    const facts = RequestContext.current();
    const { ip = null, method = null, path = null } = facts ?? {};
    this.samples.push({ at: new Date().toISOString(), ip, method, path: path?.slice(0, 200) ?? null, reason });
  }

  /** Writes down what has been counted. What cannot be written stays counted. */
  async flush(): Promise<void> {
    if (this.counts.size === 0 || !this.tree.hasNation()) return;
    const { counts, samples } = this;
    this.counts = new Map();
    this.samples = [];
    const tenantId = this.tree.nation().id;
    const after = {
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      byReason: Object.fromEntries(counts),
      samples,
    };
    try {
      await this.units.run([tenantId], async (work) => {
        this.audit.record(work, {
          action: 'access.anonymous-denials',
          objectType: 'System',
          objectId: null,
          tenantId,
          after,
          actor: { kind: 'anonymous', id: null, name: null },
        });
      });
    } catch (error) {
      for (const [reason, count] of counts) this.counts.set(reason, (this.counts.get(reason) ?? 0) + count);
      this.samples = samples;
      this.logger.warn(`Anonymous denials not written: ${String(error)}`);
    }
  }
}
