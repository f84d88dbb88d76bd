import NotificationsNoneOutlined from '@mui/icons-material/NotificationsNoneOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'alarms',
  path: 'alerts',
  label: 'alarms.title',
  group: 'now',
  order: 20,
  icon: NotificationsNoneOutlined,
  subject: 'Alert',
  shortcut: 'g a',
  list: lazyPage(() => import('./alarm-console'), 'AlarmConsole'),
  show: lazyPage(() => import('./alarm-page'), 'AlarmPage'),
});
