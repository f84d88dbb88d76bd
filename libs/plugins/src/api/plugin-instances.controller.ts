import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type DeliveryResult,
  type NewPluginInstance,
  type PluginConfirmation,
  type PluginInstance,
  type PluginInstancePatch,
  type PluginInstances,
  type PluginLog,
  type TestDelivery,
  deliveryResult,
  idSchema,
  newPluginInstance,
  pluginConfirmation,
  pluginInstance,
  pluginInstancePatch,
  pluginInstances,
  pluginLog,
  testDelivery,
} from '@app/contracts';
import { ApiIfMatch, ApiResult, IfMatch, type IfMatchHeader } from '@app/http';
import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { TestDeliveries } from '../channels/test-deliveries';
import { PluginInstanceService } from '../instances/plugin-instance.service';

const LINES = 200;

@ApiTags('Plugins')
@Controller('plugin-instances')
export class PluginInstancesController {
  constructor(
    private readonly instances: PluginInstanceService,
    private readonly deliveries: TestDeliveries,
  ) {}

  @Get()
  @Authorize('read', 'System')
  @ApiOperation({ summary: 'Instances of plugins and how they are' })
  @ApiResult(pluginInstances)
  async list(@CurrentPrincipal() principal: Principal): Promise<PluginInstances> {
    return { data: await this.instances.list(principal) };
  }

  @Post()
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Add an instance of a plugin' })
  @ApiResult(pluginInstance, { status: 201 })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: newPluginInstance }) draft: NewPluginInstance,
  ): Promise<PluginInstance> {
    return this.instances.create(principal, draft);
  }

  @Get(':id')
  @Authorize('read', 'System')
  @ApiOperation({ summary: 'One instance of a plugin' })
  @ApiResult(pluginInstance)
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<PluginInstance> {
    return this.instances.get(principal, id);
  }

  @Patch(':id')
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Change an instance of a plugin', description: 'It is started anew within a moment.' })
  @ApiIfMatch()
  @ApiResult(pluginInstance)
  update(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: pluginInstancePatch }) patch: PluginInstancePatch,
    @IfMatch() seen: IfMatchHeader,
  ): Promise<PluginInstance> {
    return this.instances.update(principal, id, seen, patch);
  }

  @Delete(':id')
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Take an instance of a plugin away, with all that it has kept' })
  @ApiIfMatch()
  @ApiResult(null)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @IfMatch() seen: IfMatchHeader,
  ): Promise<void> {
    await this.instances.remove(principal, id, seen);
  }

  @Post(':id/enable')
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Let an instance run' })
  @ApiResult(pluginInstance)
  enable(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<PluginInstance> {
    return this.instances.setEnabled(principal, id, true);
  }

  @Post(':id/disable')
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Stop an instance' })
  @ApiResult(pluginInstance)
  disable(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<PluginInstance> {
    return this.instances.setEnabled(principal, id, false);
  }

  @Post(':id/restart')
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Start an instance anew' })
  @ApiResult(pluginInstance)
  restart(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<PluginInstance> {
    return this.instances.restart(principal, id);
  }

  @Post(':id/confirm')
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Confirm what a third-party plugin may use' })
  @ApiResult(pluginInstance)
  confirm(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: pluginConfirmation }) confirmation: PluginConfirmation,
  ): Promise<PluginInstance> {
    return this.instances.confirm(principal, id, confirmation);
  }

  @Get(':id/log')
  @Authorize('read', 'System')
  @ApiOperation({ summary: 'What an instance said last, newest first' })
  @ApiResult(pluginLog)
  log(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<PluginLog> {
    return this.instances.log(principal, id, LINES);
  }

  @Post(':id/test-delivery')
  @Authorize('update', 'System')
  @ApiOperation({ summary: 'Send a test message through a channel' })
  @ApiResult(deliveryResult)
  testDelivery(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: testDelivery }) { recipient }: TestDelivery,
  ): Promise<DeliveryResult> {
    return this.deliveries.send(principal, id, recipient);
  }
}
