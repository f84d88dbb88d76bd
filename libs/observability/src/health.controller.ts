import { Authenticator, Public, allowed } from '@app/access';
import { Controller, Get, Headers, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type HealthCheckResult,
  HealthCheckService,
  type HealthIndicatorFunction,
  HealthIndicatorService,
} from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { HealthRegistry } from './health-registry';

/** For load balancers and people; outside `/api/v1`, without rate limit. */
@Public()
@ApiTags('Operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly checks: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly authenticator: Authenticator,
  ) {}

  /** The process runs and answers; says nothing of its dependencies, so that a database outage restarts nobody. */
  @Get('live')
  @ApiOperation({ summary: 'Whether the process is alive' })
  @ApiResponse({ status: 200 })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Each dependency by name with up, degraded or down; details only for those who may read the system's state. */
  @Get('ready')
  @ApiOperation({ summary: 'Whether the process can do its work, dependency by dependency' })
  @ApiResponse({ status: 200 })
  @ApiResponse({ status: 503 })
  async ready(
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const result = await this.check();
    if (result.status !== 'ok' && Object.keys(result.error ?? {}).length > 0) void reply.status(503);
    const detailed = await this.mayReadDetails(authorization);
    return {
      status: result.status,
      dependencies: detailed
        ? result.details
        : Object.fromEntries(Object.entries(result.details).map(([name, { status }]) => [name, { status }])),
    };
  }

  /** A missing or wrong token is no failure here: the answer is just shorter. */
  private async mayReadDetails(authorization: string | undefined): Promise<boolean> {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) return false;
    return this.authenticator.authenticateToken(token).then(
      (principal) => allowed(principal, 'read', 'System'),
      () => false,
    );
  }

  private async check(): Promise<HealthCheckResult> {
    const report = await this.registry.report();
    const indicators = Object.entries(report).map(
      ([name, { status, critical, details = {} }]): HealthIndicatorFunction => {
        const session = this.indicator.check(name);
        const shown = status === 'down' && !critical ? 'degraded' : status;
        if (shown === 'up') return () => session.up(details);
        return () => (shown === 'degraded' ? session.degraded(details) : session.down(details));
      },
    );
    try {
      return await this.checks.check(indicators);
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }
}
