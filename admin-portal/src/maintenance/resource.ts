import BuildOutlined from '@mui/icons-material/BuildOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

const common = { label: 'maintenance.title', icon: BuildOutlined, subject: 'Maintenance', order: 30 };

export const pages: PortalPage[] = [
  {
    ...common,
    path: 'maintenance',
    group: 'insight',
    shortcut: 'g r',
    component: lazyPage(() => import('./maintenance-page'), 'MaintenancePage'),
  },
  {
    ...common,
    path: 'maintenance/:kind/:id',
    group: null,
    component: lazyPage(() => import('./risk-page'), 'RiskPage'),
  },
];
