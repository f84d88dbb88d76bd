import { Readable } from 'node:stream';
import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import { AuditPage, AuditQuery, AuditRowView, AuditScopeQuery, AuditVerdict, idSchema } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { ApiResult } from '@app/http';
import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AuditReader } from './audit-reader';
import { AuditTrail } from './audit-trail';
import { AuditVerifier } from './audit-verifier';

const NDJSON = 'application/x-ndjson';

@ApiTags('Audit')
@Controller('audit')
export class AuditController {
  constructor(
    private readonly reader: AuditReader,
    private readonly verifier: AuditVerifier,
    private readonly trail: AuditTrail,
    private readonly units: UnitOfWork,
  ) {}

  @Get()
  @Authorize('read', 'Audit')
  @ApiOperation({ summary: 'Who did what, newest first' })
  @ApiResult(AuditPage)
  list(@CurrentPrincipal() principal: Principal, @Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditPage> {
    return this.reader.list(principal, query);
  }

  @Get('verify')
  @Authorize('verify', 'Audit')
  @ApiOperation({ summary: 'Check the chains of the trail, row by row, against themselves and what was sealed' })
  @ApiResult(AuditVerdict)
  verify(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: AuditScopeQuery }) { municipalityId }: AuditScopeQuery,
  ): Promise<AuditVerdict> {
    return this.verifier.verify(this.reader.scope(principal, municipalityId));
  }

  /** Whole chains, one after the other, so that they can be verified elsewhere. The export is itself a row of the trail. */
  @Get('export')
  @Authorize('read', 'Audit')
  @ApiOperation({ summary: 'Whole chains as lines of JSON, for the offline verifier' })
  @ApiProduces(NDJSON)
  @ApiOkResponse({ description: 'One row a line', content: { [NDJSON]: { schema: { type: 'string' } } } })
  @Header('content-type', NDJSON)
  @Header('content-disposition', 'attachment; filename="audit.ndjson"')
  async export(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: AuditScopeQuery }) { municipalityId }: AuditScopeQuery,
  ): Promise<StreamableFile> {
    const tenants = this.reader.scope(principal, municipalityId);
    await this.units.run([principal.tenantId], async (work) => {
      this.trail.record(work, {
        action: 'audit.export',
        objectType: 'Audit',
        objectId: municipalityId ?? null,
        tenantId: principal.tenantId,
        after: { chains: tenants.length },
      });
    });
    return new StreamableFile(Readable.from(this.lines(tenants)), { type: NDJSON });
  }

  @Get(':id')
  @Authorize('read', 'Audit')
  @ApiOperation({ summary: 'One row of the trail' })
  @ApiResult(AuditRowView)
  get(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<AuditRowView> {
    return this.reader.get(principal, id);
  }

  private async *lines(tenants: readonly number[]): AsyncGenerator<string> {
    for (const tenantId of tenants) {
      for await (const rows of this.reader.chain(tenantId))
        yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    }
  }
}
