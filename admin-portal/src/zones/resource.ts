import GridViewOutlined from '@mui/icons-material/GridViewOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'zones',
  label: 'zones.title',
  group: 'network',
  order: 20,
  icon: GridViewOutlined,
  subject: 'Zone',
  shortcut: 'g z',
  list: lazyPage(() => import('./zone-list'), 'ZoneList'),
  show: lazyPage(() => import('./zone-show'), 'ZoneShow'),
  create: lazyPage(() => import('./zone-form'), 'ZoneCreate'),
  edit: lazyPage(() => import('./zone-form'), 'ZoneEdit'),
  recordRepresentation: 'name',
});
