import { JobsModule } from '@app/jobs';
import { ResourcesModule } from '@app/resources';
import { SecretsModule } from '@app/secrets';
import { Module } from '@nestjs/common';
import { BrokerAccess } from './broker/broker-access';
import { BrokerAccessJob } from './broker/broker-access.job';
import { CommandExpiryJob } from './commands/command-expiry.job';
import { DeviceCommandService } from './commands/device-command.service';
import { DeviceCommands } from './commands/device-commands';
import { DeviceCommandsController } from './commands/device-commands.controller';
import { DeviceService } from './device.service';
import { DevicesController } from './devices.controller';
import { DeviceNamesController } from './names/device-names.controller';
import { DeviceNamesService } from './names/device-names.service';
import { PresenceJob } from './presence.job';

/** Devices and their credentials over HTTP. */
@Module({
  imports: [ResourcesModule, JobsModule, SecretsModule],
  controllers: [DevicesController, DeviceNamesController, DeviceCommandsController],
  providers: [DeviceService, BrokerAccess, DeviceNamesService, DeviceCommandService],
  exports: [DeviceService],
})
export class DevicesModule {}

/** Background work on devices, for the processes that run jobs. */
@Module({ imports: [SecretsModule], providers: [BrokerAccessJob, PresenceJob, CommandExpiryJob] })
export class DevicesJobsModule {}

/** Orders to devices, for the processes that run gateways. */
@Module({ providers: [DeviceCommands], exports: [DeviceCommands] })
export class DeviceCommandsModule {}
