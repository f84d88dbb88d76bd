import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'audit',
  label: 'audit.title',
  group: 'govern',
  order: 40,
  icon: FactCheckOutlined,
  subject: 'Audit',
  byCursor: true,
  list: lazyPage(() => import('./audit-list'), 'AuditList'),
  show: lazyPage(() => import('./audit-show'), 'AuditShow'),
});
