import { DeviceCommandsModule } from '@app/devices';
import { GatewaySupportModule } from '@app/telemetry';
import { Module } from '@nestjs/common';
import { ConnectionReset } from './connection-reset';
import { ControlAccess } from './control-access';
import { ControlTopics } from './control-topics';
import { StatusController } from './status.controller';

/** The way into a broker of this process. */
@Module({ providers: [ControlAccess], exports: [ControlAccess] })
export class ControlAccessModule {}

/** Control topics of devices over MQTT. Part of the ingest process, which calls {@link ControlTopics.connect}. */
@Module({
  imports: [ControlAccessModule, GatewaySupportModule, DeviceCommandsModule],
  controllers: [StatusController],
  providers: [ControlTopics, ConnectionReset],
  exports: [ControlAccessModule, ControlTopics],
})
export class ControlModule {}
