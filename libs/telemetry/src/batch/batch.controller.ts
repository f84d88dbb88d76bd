import { Authorize, CurrentPrincipal, type Principal, allowed } from '@app/access';
import { type IngestReport, MAX_READINGS, ingestReport, telemetryBody } from '@app/contracts';
import { ApiResult } from '@app/http';
import { DomainError } from '@app/kernel';
import { OverloadedError, columnsOf, toIngestReport } from '@app/plugin-sdk';
import { Body, Controller, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { TelemetryIntake } from '../pipeline/telemetry-intake';
import { itemText } from './item-text';

const batchQuery = z.strictObject({
  report: z.enum(['full']).optional().describe('`full`: tell of every reading, not only of those that were not stored'),
});

/** For the document only; written out, as names of schemas are resolved for schemas that are checked. */
const bodySchema = z.toJSONSchema(telemetryBody, { io: 'input', metadata: z.registry() }) as unknown as Record<
  string,
  never
>;

const COMMIT_TIMEOUT_MS = 20_000;

/** Readings from users and other systems. */
@ApiTags('Telemetry')
@Controller('batch')
export class BatchController {
  constructor(private readonly intake: TelemetryIntake) {}

  /** The body is read by hand, not by its schema: one faulty reading must not spoil the others. */
  @Post('readings')
  @Authorize('ingest', 'Reading')
  @ApiOperation({
    summary: 'Store readings',
    description: `One reading or up to ${MAX_READINGS}. The answer comes once they are stored durably.`,
  })
  @ApiBody({ schema: bodySchema })
  @ApiResult(ingestReport)
  async readings(
    @CurrentPrincipal() principal: Principal,
    @Body() body: unknown,
    @Query({ schema: batchQuery }) { report }: z.output<typeof batchQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IngestReport> {
    const columns = columnsOf(body);
    const [whole] = columns.faults;
    if (whole !== undefined && whole.index < 0) {
      throw new DomainError('invalid', `telemetry.${whole.reason}`, 'Readings cannot be read', {
        detail: whole.detail,
      });
    }
    const tenants = principal.tenants.filter((tenantId) => allowed(principal, 'ingest', 'Reading', { tenantId }));
    try {
      const readings = { homeTenantId: principal.tenantId, tenants, columns, rawOf: itemText(body) };
      const done = await this.intake.fromUser(readings, { whenBusy: 'refuse', timeoutMs: COMMIT_TIMEOUT_MS });
      return toIngestReport(done, report === 'full');
    } catch (error) {
      if (!(error instanceof OverloadedError)) throw error;
      reply.header('retry-after', error.retryAfterS);
      throw new DomainError('unavailable', 'server.unavailable', 'Temporarily unavailable', { detail: error.message });
    }
  }
}
