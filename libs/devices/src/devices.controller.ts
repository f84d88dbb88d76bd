import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type RotatedCredential,
  createdDevice,
  device,
  devicePatch,
  deviceQuery,
  idSchema,
  newDevice,
  rotatedCredential,
} from '@app/contracts';
import { ApiResult, OneTimeSecret } from '@app/http';
import { resourceController } from '@app/resources';
import { Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeviceService } from './device.service';

@ApiTags('Devices')
@Controller('devices')
export class DevicesController extends resourceController({
  service: DeviceService,
  subject: 'Device',
  plural: 'devices',
  query: deviceQuery,
  view: device,
  draft: newDevice,
  patch: devicePatch,
  created: createdDevice,
  onCreate: OneTimeSecret(),
}) {
  @Post(':id/rotate-credential')
  @Authorize('update', 'Device')
  @OneTimeSecret()
  @ApiOperation({ summary: 'Issue a new credential', description: 'Earlier ones work for 24 hours more.' })
  @ApiResult(rotatedCredential)
  rotate(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<RotatedCredential> {
    return this.resource.rotate(principal, id);
  }

  @Post(':id/revoke-credentials')
  @Authorize('update', 'Device')
  @ApiOperation({ summary: 'End all credentials at once' })
  @ApiResult(null)
  async revoke(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    await this.resource.revoke(principal, id);
  }
}
