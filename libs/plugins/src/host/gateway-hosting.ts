import { CodecService } from '@app/codecs';
import { ControlAccess } from '@app/control';
import { DeviceCommands } from '@app/devices';
import { DeviceRegistry, DeviceStates, FrameDecoders, TelemetryIntake } from '@app/telemetry';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PluginHost } from './plugin-host';
import { RunningCodecs } from './running-codecs';
import { RunningDecoders } from './running-decoders';

/** Gives the host what gateways need, in processes that take readings. */
@Injectable()
export class GatewayHosting implements OnModuleInit {
  constructor(
    private readonly host: PluginHost,
    private readonly registry: DeviceRegistry,
    private readonly intake: TelemetryIntake,
    private readonly states: DeviceStates,
    private readonly commands: DeviceCommands,
    private readonly codecs: CodecService,
    private readonly control: ControlAccess,
    private readonly frames: FrameDecoders,
  ) {}

  onModuleInit(): void {
    const { host, registry, intake, states, commands, control } = this;
    const serves = (own: number | null, tenantId: number) => host.serves(own, tenantId);
    const codecs = new RunningCodecs(
      { codecs: () => host.runs('codec'), deviceOf: (id) => registry.activeDevice(id) ?? null, serves },
      this.codecs,
    );
    this.host.serve(['gateway', 'codec'], { registry, intake, states, commands, codecs, control });
    this.frames.use(
      new RunningDecoders({
        runs: (kind) => host.runs(kind),
        tenantOf: (id) => registry.activeDevice(id)?.tenantId ?? null,
        serves,
      }),
    );
  }
}
