import { JobsModule } from '@app/jobs';
import { ResourcesModule } from '@app/resources';
import { SecretsModule } from '@app/secrets';
import { Module } from '@nestjs/common';
import { BrokerAccess } from './broker/broker-access';
import { BrokerAccessJob } from './broker/broker-access.job';
import { DeviceService } from './device.service';
import { DevicesController } from './devices.controller';
import { PresenceJob } from './presence.job';

/** Devices and their credentials over HTTP. */
@Module({
  imports: [ResourcesModule, JobsModule, SecretsModule],
  controllers: [DevicesController],
  providers: [DeviceService, BrokerAccess],
  exports: [DeviceService],
})
export class DevicesModule {}

/** Background work on devices, for the processes that run jobs. */
@Module({ imports: [SecretsModule], providers: [BrokerAccessJob, PresenceJob] })
export class DevicesJobsModule {}
