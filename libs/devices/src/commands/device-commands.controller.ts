import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type DeviceCommandView,
  type DeviceCommandsView,
  type NewDeviceCommand,
  deviceCommand,
  deviceCommands,
  idSchema,
  newDeviceCommand,
} from '@app/contracts';
import { ApiResult } from '@app/http';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeviceCommandService } from './device-command.service';

@ApiTags('Devices')
@Controller('devices/:id/commands')
export class DeviceCommandsController {
  constructor(private readonly commands: DeviceCommandService) {}

  @Get()
  @Authorize('read', 'Device')
  @ApiOperation({ summary: 'Orders to a device, newest first' })
  @ApiResult(deviceCommands)
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<DeviceCommandsView> {
    return this.commands.list(principal, id);
  }

  @Post()
  @Authorize('update', 'Device')
  @ApiOperation({ summary: 'Propose an order to a device', description: 'It goes out once a second person approves.' })
  @ApiResult(deviceCommand, { status: 201 })
  propose(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: newDeviceCommand }) draft: NewDeviceCommand,
  ): Promise<DeviceCommandView> {
    return this.commands.propose(principal, id, draft);
  }

  @Post(':commandId/approve')
  @Authorize('update', 'Device')
  @ApiOperation({ summary: 'Let an order go out that another person has proposed' })
  @ApiResult(deviceCommand)
  approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Param('commandId', { schema: idSchema }) commandId: string,
  ): Promise<DeviceCommandView> {
    return this.commands.approve(principal, id, commandId);
  }

  @Post(':commandId/cancel')
  @Authorize('update', 'Device')
  @ApiOperation({ summary: 'Take an order back that the device has not got yet' })
  @ApiResult(deviceCommand)
  cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Param('commandId', { schema: idSchema }) commandId: string,
  ): Promise<DeviceCommandView> {
    return this.commands.cancel(principal, id, commandId);
  }
}
