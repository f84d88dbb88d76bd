import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import { type Plugin, type PluginDetail, type Plugins, pluginDetail, plugins } from '@app/contracts';
import { ApiResult } from '@app/http';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PluginCatalogue } from '../host/plugin-catalogue';
import type { FoundPlugin } from '../host/plugin-code';
import { InstanceChecks } from '../instances/instance-checks';
import { PluginInstanceService } from '../instances/plugin-instance.service';

@ApiTags('Plugins')
@Controller('plugins')
export class PluginsController {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly checks: InstanceChecks,
    private readonly instances: PluginInstanceService,
  ) {}

  /** Reads manifests only: no code of a plugin runs. */
  @Get()
  @Authorize('read', 'System')
  @ApiOperation({ summary: 'Plugins of the installation, and those that cannot be used' })
  @ApiResult(plugins)
  async list(@CurrentPrincipal() principal: Principal): Promise<Plugins> {
    const counts = await this.counts(principal);
    this.catalogue.refresh();
    const data = this.catalogue.all().map((found) => viewOf(found, counts.get(found.manifest.id) ?? 0));
    return { data, refused: this.catalogue.refused().map(({ folder, reason }) => ({ folder, reason })) };
  }

  /** Describing its configuration runs code of the plugin: that of others in a process that is given nothing. */
  @Get(':id')
  @Authorize('read', 'System')
  @ApiOperation({ summary: 'One plugin, with the schema of its configuration' })
  @ApiResult(pluginDetail)
  async get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<PluginDetail> {
    const counts = await this.counts(principal);
    const found = this.checks.installed(id);
    return { ...viewOf(found, counts.get(id) ?? 0), configSchema: await this.checks.schemaOf(found) };
  }

  private async counts(principal: Principal): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const { plugin } of await this.instances.list(principal)) counts.set(plugin, (counts.get(plugin) ?? 0) + 1);
    return counts;
  }
}

function viewOf({ manifest, builtIn }: FoundPlugin, instances: number): Plugin {
  const { id, kind, title, version, sdk, protocols, capabilities } = manifest;
  return { id, kind, title, version, sdk, builtIn, protocols, capabilities, instances };
}
