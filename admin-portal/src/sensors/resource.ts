import SensorsOutlined from '@mui/icons-material/SensorsOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'sensors',
  label: 'sensors.title',
  group: 'network',
  order: 40,
  icon: SensorsOutlined,
  subject: 'Sensor',
  shortcut: 'g s',
  list: lazyPage(() => import('./sensor-list'), 'SensorList'),
  show: lazyPage(() => import('./sensor-show'), 'SensorShow'),
  create: lazyPage(() => import('./sensor-create'), 'SensorCreate'),
  edit: lazyPage(() => import('./sensor-edit'), 'SensorEdit'),
  recordRepresentation: 'name',
});
