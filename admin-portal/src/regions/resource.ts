import MapOutlined from '@mui/icons-material/MapOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'regions',
  label: 'regions.title',
  group: 'network',
  order: 5,
  icon: MapOutlined,
  subject: 'Region',
  list: lazyPage(() => import('./region-list'), 'RegionList'),
  show: lazyPage(() => import('./region-show'), 'RegionShow'),
  create: lazyPage(() => import('./region-form'), 'RegionCreate'),
  edit: lazyPage(() => import('./region-form'), 'RegionEdit'),
  recordRepresentation: 'name',
});
