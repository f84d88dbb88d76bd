import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

const common = { label: 'imports.title', icon: UploadFileOutlined, subject: 'Reading', action: 'import', order: 75 };

export const pages: PortalPage[] = [
  { ...common, path: 'imports', group: 'network', component: lazyPage(() => import('./import-list'), 'ImportList') },
  { ...common, path: 'imports/:id', group: null, component: lazyPage(() => import('./import-page'), 'ImportPage') },
];
