import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type NetworkImport,
  type NetworkImportResult,
  idSchema,
  networkImport,
  networkImportResult,
} from '@app/contracts';
import { ApiResult, BodyLimit } from '@app/http';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { NetworkImportService } from './network-import.service';

@ApiTags('Municipalities')
@Controller('municipalities')
export class NetworkImportController {
  constructor(private readonly imports: NetworkImportService) {}

  @Post(':id/network-import')
  @Authorize('import', 'Municipality')
  @BodyLimit(16 * 1024 * 1024)
  @ApiOperation({
    summary: 'Import an EPANET network as assets',
    description: 'All of the file or nothing. Coordinates of the file are a drawing; `placement` says where it stands.',
  })
  @ApiResult(networkImportResult)
  import(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: networkImport }) request: NetworkImport,
  ): Promise<NetworkImportResult> {
    return this.imports.import(principal, id, request);
  }
}
