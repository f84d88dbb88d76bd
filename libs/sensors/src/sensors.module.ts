import { ResourcesModule } from '@app/resources';
import { Module } from '@nestjs/common';
import { SensorService } from './sensor.service';
import { SensorsController } from './sensors.controller';

/** Sensors over HTTP. */
@Module({
  imports: [ResourcesModule],
  controllers: [SensorsController],
  providers: [SensorService],
  exports: [SensorService],
})
export class SensorsModule {}
