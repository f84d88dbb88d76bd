import PeopleOutlined from '@mui/icons-material/PeopleOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'users',
  label: 'users.title',
  group: 'govern',
  order: 10,
  icon: PeopleOutlined,
  subject: 'User',
  shortcut: 'g u',
  list: lazyPage(() => import('./user-list'), 'UserList'),
  show: lazyPage(() => import('./user-show'), 'UserShow'),
  create: lazyPage(() => import('./user-form'), 'UserCreate'),
  edit: lazyPage(() => import('./user-form'), 'UserEdit'),
  recordRepresentation: 'displayName',
});
