import AdminPanelSettingsOutlined from '@mui/icons-material/AdminPanelSettingsOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'roles',
  label: 'roles.title',
  group: 'govern',
  order: 20,
  icon: AdminPanelSettingsOutlined,
  subject: 'Role',
  list: lazyPage(() => import('./role-list'), 'RoleList'),
  show: lazyPage(() => import('./role-show'), 'RoleShow'),
  create: lazyPage(() => import('./role-form'), 'RoleCreate'),
  edit: lazyPage(() => import('./role-form'), 'RoleEdit'),
  recordRepresentation: 'name',
});
