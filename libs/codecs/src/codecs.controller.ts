import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type CodecResult,
  type CodecTestReport,
  type CodecTry,
  codec,
  codecPatch,
  codecQuery,
  codecResult,
  codecTestReport,
  codecTry,
  idSchema,
  newCodec,
} from '@app/contracts';
import { ApiResult } from '@app/http';
import { resourceController } from '@app/resources';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CodecCatalogue } from './codec.catalogue';

@ApiTags('Codecs')
@Controller('codecs')
export class CodecsController extends resourceController({
  service: CodecCatalogue,
  subject: 'Codec',
  plural: 'codecs',
  query: codecQuery,
  view: codec,
  draft: newCodec,
  patch: codecPatch,
}) {
  @Post('try')
  @HttpCode(200)
  @Authorize('update', 'Codec')
  @ApiOperation({ summary: 'Run a codec that need not be saved', description: 'Its failures are part of the result.' })
  @ApiResult(codecResult)
  try(@Body({ schema: codecTry }) order: CodecTry): Promise<CodecResult> {
    return this.resource.try(order);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Authorize('update', 'Codec')
  @ApiOperation({ summary: 'Run the test vectors of a codec' })
  @ApiResult(codecTestReport)
  test(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<CodecTestReport> {
    return this.resource.test(principal, id);
  }
}
