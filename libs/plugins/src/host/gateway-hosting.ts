import { DeviceCommands } from '@app/devices';
import type { CodecLibrary } from '@app/plugin-sdk';
import { DeviceRegistry, DeviceStates, TelemetryIntake } from '@app/telemetry';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PluginHost } from './plugin-host';

const noCodecs: CodecLibrary = {
  decode: async () => ({ ok: false, error: 'No codec is set for the device' }),
  encode: () => Promise.reject(new Error('No codec is set for the device')),
};

/** Gives the host what gateways need, in processes that take readings. */
@Injectable()
export class GatewayHosting implements OnModuleInit {
  constructor(
    private readonly host: PluginHost,
    private readonly registry: DeviceRegistry,
    private readonly intake: TelemetryIntake,
    private readonly states: DeviceStates,
    private readonly commands: DeviceCommands,
  ) {}

  onModuleInit(): void {
    const { registry, intake, states, commands } = this;
    this.host.serve(['gateway', 'codec'], { registry, intake, states, commands, codecs: noCodecs });
  }
}
