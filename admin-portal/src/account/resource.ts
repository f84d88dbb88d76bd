import AccountCircleOutlined from '@mui/icons-material/AccountCircleOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

export const pages: readonly PortalPage[] = [
  {
    path: 'account',
    component: lazyPage(() => import('./account-page'), 'AccountPage'),
    label: 'account.title',
    group: null,
    order: 90,
    icon: AccountCircleOutlined,
    subject: null,
  },
];
