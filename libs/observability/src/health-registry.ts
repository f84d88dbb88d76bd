import { Injectable } from '@nestjs/common';

/** How a dependency is. `degraded` works with less than it should have; the process stays ready. */
export type HealthStatus = 'up' | 'degraded' | 'down';

export interface HealthReport {
  status: HealthStatus;
  /** For signed-in operations staff; no secrets. */
  details?: Record<string, unknown>;
}

interface HealthProbe {
  name: string;
  /** A critical dependency that is down makes the process not ready. */
  critical: boolean;
  check(): Promise<HealthReport> | HealthReport;
}

const PROBE_TIMEOUT_MS = 3_000;

/** The dependencies of this process. Modules add a probe for each thing they cannot work without. */
@Injectable()
export class HealthRegistry {
  private readonly probes: HealthProbe[] = [];

  add(probe: HealthProbe): void {
    this.probes.push(probe);
  }

  /** Asks all probes at once; one that throws, or takes over three seconds, is down. */
  async report(): Promise<Record<string, HealthReport & { critical: boolean }>> {
    const reports = await Promise.all(
      this.probes.map(async (probe) => [probe.name, { ...(await ask(probe)), critical: probe.critical }] as const),
    );
    return Object.fromEntries(reports);
  }
}

async function ask(probe: HealthProbe): Promise<HealthReport> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HealthReport>((resolve) => {
    timer = setTimeout(
      () => resolve({ status: 'down', details: { error: `no answer within ${PROBE_TIMEOUT_MS} ms` } }),
      PROBE_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([Promise.resolve().then(() => probe.check()), late]);
  } catch (error) {
    return { status: 'down', details: { error: error instanceof Error ? error.message : String(error) } };
  } finally {
    clearTimeout(timer);
  }
}
