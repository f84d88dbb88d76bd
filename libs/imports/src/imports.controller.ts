import { Readable } from 'node:stream';
import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type HistoryImport,
  type ImportMapping,
  type Page,
  historyImport,
  idSchema,
  importMapping,
  importPartQuery,
  importQuery,
  importUploadQuery,
  pageOf,
} from '@app/contracts';
import { ApiIfMatch, ApiResult, IfMatch, type IfMatchHeader, NeverRepeated, StreamedBody } from '@app/http';
import { Body, Controller, Delete, Get, Header, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ImportUploads } from './import-uploads';
import { ImportsService } from './imports.service';

const CSV = 'text/csv; charset=utf-8';

/** Import of recorded readings. */
@ApiTags('Imports')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly uploads: ImportUploads,
  ) {}

  @Get()
  @Authorize('import', 'Reading')
  @ApiOperation({ summary: 'List imports, newest first' })
  @ApiResult(pageOf(historyImport))
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: importQuery }) query: z.output<typeof importQuery>,
  ): Promise<Page<HistoryImport>> {
    return this.imports.list(principal, query);
  }

  @Get(':id')
  @Authorize('import', 'Reading')
  @ApiOperation({ summary: 'One import, with its progress' })
  @ApiResult(historyImport)
  get(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<HistoryImport> {
    return this.imports.get(principal, id);
  }

  @Post()
  @Authorize('import', 'Reading')
  @NeverRepeated()
  @ApiOperation({
    summary: 'Send a file',
    description:
      'CSV, NDJSON or .xlsx, also packed by gzip; the type is found by its content. A large file is sent in parts: the first here with the size of the whole, the others to `content`.',
  })
  @StreamedBody()
  @ApiResult(historyImport, { status: 201 })
  upload(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: importUploadQuery }) { fileName, size }: z.output<typeof importUploadQuery>,
    @Body() body: unknown,
  ): Promise<HistoryImport> {
    return this.uploads.begin(principal, { fileName, size }, streamOf(body));
  }

  @Post(':id/content')
  @Authorize('import', 'Reading')
  @NeverRepeated()
  @ApiOperation({ summary: 'Send the next part of a file' })
  @StreamedBody()
  @ApiResult(historyImport)
  append(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: importPartQuery }) { offset }: z.output<typeof importPartQuery>,
    @Body() body: unknown,
  ): Promise<HistoryImport> {
    return this.uploads.append(principal, id, offset, streamOf(body));
  }

  @Put(':id/mapping')
  @Authorize('import', 'Reading')
  @ApiOperation({ summary: 'Say how the file is to be read' })
  @ApiResult(historyImport)
  map(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: importMapping }) mapping: ImportMapping,
  ): Promise<HistoryImport> {
    return this.imports.map(principal, id, mapping);
  }

  @Post(':id/dry-run')
  @Authorize('import', 'Reading')
  @ApiOperation({ summary: 'Read the file as an import would, and store nothing' })
  @ApiResult(historyImport)
  dryRun(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<HistoryImport> {
    return this.imports.dryRun(principal, id);
  }

  @Post(':id/start')
  @Authorize('import', 'Reading')
  @ApiOperation({ summary: 'Import the file', description: 'A cancelled or failed import goes on where it ended.' })
  @ApiResult(historyImport)
  start(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<HistoryImport> {
    return this.imports.start(principal, id);
  }

  @Post(':id/cancel')
  @Authorize('import', 'Reading')
  @ApiOperation({ summary: 'End an import', description: 'Readings that are stored stay.' })
  @ApiResult(historyImport)
  cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<HistoryImport> {
    return this.imports.cancel(principal, id);
  }

  @Get(':id/errors')
  @Authorize('import', 'Reading')
  @ApiOperation({ summary: 'Rows and cells that were not stored, as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One error a line', content: { 'text/csv': { schema: { type: 'string' } } } })
  @Header('content-type', CSV)
  @Header('content-security-policy', "default-src 'none'; sandbox")
  async errors(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<StreamableFile> {
    const { name, content } = await this.imports.errors(principal, id);
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content, {
      type: CSV,
      disposition,
    });
  }

  @Delete(':id')
  @Authorize('import', 'Reading')
  @ApiOperation({
    summary: 'Take away an import',
    description: 'With its file and errors. Readings that are stored stay.',
  })
  @ApiIfMatch()
  @ApiResult(null)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @IfMatch() seen: IfMatchHeader,
  ): Promise<void> {
    await this.imports.remove(principal, id, seen);
  }
}

/** The body as it comes; a request without one has an empty file. */
function streamOf(body: unknown): Readable {
  return body instanceof Readable ? body : Readable.from([]);
}
