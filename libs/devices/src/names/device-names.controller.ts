import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type CreatedDeviceName,
  type DeviceNames,
  type NewDeviceName,
  createdDeviceName,
  deviceNames,
  idSchema,
  newDeviceName,
} from '@app/contracts';
import { ApiResult, OneTimeSecret } from '@app/http';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeviceNamesService } from './device-names.service';

@ApiTags('Devices')
@Controller('devices/:id/credentials')
export class DeviceNamesController {
  constructor(private readonly names: DeviceNamesService) {}

  @Get()
  @Authorize('read', 'Device')
  @ApiOperation({ summary: 'What a device is known by: tokens, names outside the platform, shared secrets' })
  @ApiResult(deviceNames)
  async list(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<DeviceNames> {
    return { data: await this.names.list(principal, id) };
  }

  @Post()
  @Authorize('update', 'Device')
  @OneTimeSecret()
  @ApiOperation({ summary: 'Give a device a name outside the platform, or a shared secret' })
  @ApiResult(createdDeviceName, { status: 201 })
  add(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: newDeviceName }) draft: NewDeviceName,
  ): Promise<CreatedDeviceName> {
    return this.names.add(principal, id, draft);
  }

  @Delete(':credentialId')
  @Authorize('update', 'Device')
  @ApiOperation({ summary: 'Take a name, a secret or a token away', description: 'It opens nothing any more.' })
  @ApiResult(null)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Param('credentialId', { schema: idSchema }) credentialId: string,
  ): Promise<void> {
    await this.names.remove(principal, id, credentialId);
  }
}
