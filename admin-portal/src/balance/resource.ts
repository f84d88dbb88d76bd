import WaterDropOutlined from '@mui/icons-material/WaterDropOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

export const pages: PortalPage[] = [
  {
    path: 'balance',
    label: 'balance.ranking.title',
    group: 'insight',
    order: 10,
    icon: WaterDropOutlined,
    subject: 'Balance',
    shortcut: 'g w',
    component: lazyPage(() => import('./ranking-page'), 'BalanceRanking'),
  },
];
