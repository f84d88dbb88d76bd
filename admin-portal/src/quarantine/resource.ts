import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'quarantine',
  label: 'quarantine.title',
  group: 'network',
  order: 60,
  icon: ReportProblemOutlined,
  subject: 'Quarantine',
  byCursor: true,
  list: lazyPage(() => import('./quarantine-list'), 'QuarantineList'),
  show: lazyPage(() => import('./quarantine-show'), 'QuarantineShow'),
});
