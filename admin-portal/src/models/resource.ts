import ModelTrainingOutlined from '@mui/icons-material/ModelTrainingOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

const common = { label: 'models.title', icon: ModelTrainingOutlined, subject: 'Model', order: 40 };

export const pages: PortalPage[] = [
  {
    ...common,
    path: 'models',
    group: 'insight',
    component: lazyPage(() => import('./model-list'), 'ModelList'),
  },
  { ...common, path: 'models/:id', group: null, component: lazyPage(() => import('./model-page'), 'ModelPage') },
];
