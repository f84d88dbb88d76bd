import { newSensor, sensor, sensorPatch, sensorQuery } from '@app/contracts';
import { resourceController } from '@app/resources';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SensorService } from './sensor.service';

@ApiTags('Sensors')
@Controller('sensors')
export class SensorsController extends resourceController({
  service: SensorService,
  subject: 'Sensor',
  plural: 'sensors',
  query: sensorQuery,
  view: sensor,
  draft: newSensor,
  patch: sensorPatch,
}) {}
