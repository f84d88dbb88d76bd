import ExtensionOutlined from '@mui/icons-material/ExtensionOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

const place = { icon: ExtensionOutlined, subject: 'System', label: 'plugins.title', order: 85 } as const;

export const pages: readonly PortalPage[] = [
  {
    ...place,
    path: 'plugins',
    group: 'govern',
    shortcut: 'g x',
    component: lazyPage(() => import('./plugins-page'), 'PluginsPage'),
  },
  {
    ...place,
    path: 'plugins/:id',
    group: null,
    component: lazyPage(() => import('./instance-page'), 'InstancePage'),
  },
];
