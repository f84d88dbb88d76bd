import MonitorHeartOutlined from '@mui/icons-material/MonitorHeartOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

export const pages: readonly PortalPage[] = [
  {
    path: 'system-health',
    label: 'health.title',
    group: 'govern',
    order: 90,
    icon: MonitorHeartOutlined,
    subject: 'System',
    shortcut: 'g h',
    component: lazyPage(() => import('./health-page'), 'HealthPage'),
  },
];
