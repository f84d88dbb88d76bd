import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import { JobAccepted, JobsState } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { ApiResult } from '@app/http';
import { notFound } from '@app/kernel';
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { JobsStateReader } from './jobs-state';
import { Outbox } from './outbox';

@ApiTags('Operations')
@Controller('system/jobs')
export class JobsController {
  constructor(
    private readonly state: JobsStateReader,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Authorize('read', 'System')
  @ApiOperation({ summary: 'Background work: queues, kinds and last runs' })
  @ApiResult(JobsState)
  read(): Promise<JobsState> {
    return this.state.read();
  }

  /** Runs a scheduled job now, beside its schedule; accepted means that it will run, not that it has. */
  @Post(':name/run')
  @HttpCode(202)
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Run a scheduled job now' })
  @ApiResult(JobAccepted, { status: 202 })
  async run(@CurrentPrincipal() principal: Principal, @Param('name') name: string): Promise<JobAccepted> {
    if (!(await this.state.isScheduled(name))) throw notFound('scheduled job', name);
    await this.unitOfWork.run([principal.tenantId], async (work) => {
      await this.outbox.enqueue(work, principal.tenantId, name, {});
      this.audit.record(work, {
        action: 'job.run',
        objectType: 'Job',
        objectId: name,
        tenantId: principal.tenantId,
      });
    });
    return { accepted: true, job: name };
  }
}
