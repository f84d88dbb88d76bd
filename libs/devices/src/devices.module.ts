import { ResourcesModule } from '@app/resources';
import { Module } from '@nestjs/common';
import { DeviceService } from './device.service';
import { DevicesController } from './devices.controller';

/** Devices and their credentials over HTTP. */
@Module({
  imports: [ResourcesModule],
  controllers: [DevicesController],
  providers: [DeviceService],
  exports: [DeviceService],
})
export class DevicesModule {}
