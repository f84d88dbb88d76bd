import MapOutlined from '@mui/icons-material/MapOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

export const pages: readonly PortalPage[] = [
  {
    path: 'map',
    label: 'map.title',
    group: 'now',
    order: 10,
    icon: MapOutlined,
    subject: 'Sensor',
    shortcut: 'g m',
    component: lazyPage(() => import('./map-page'), 'MapPage'),
  },
];
