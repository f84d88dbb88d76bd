import RouterOutlined from '@mui/icons-material/RouterOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'devices',
  label: 'devices.title',
  group: 'network',
  order: 50,
  icon: RouterOutlined,
  subject: 'Device',
  shortcut: 'g d',
  list: lazyPage(() => import('./device-list'), 'DeviceList'),
  show: lazyPage(() => import('./device-show'), 'DeviceShow'),
  create: lazyPage(() => import('./device-form'), 'DeviceCreate'),
  edit: lazyPage(() => import('./device-form'), 'DeviceEdit'),
  recordRepresentation: 'name',
});
