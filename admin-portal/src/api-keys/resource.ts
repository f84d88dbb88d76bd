import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'api-keys',
  label: 'api_keys.title',
  group: 'govern',
  order: 30,
  icon: VpnKeyOutlined,
  subject: 'ApiKey',
  list: lazyPage(() => import('./api-key-list'), 'ApiKeyList'),
  create: lazyPage(() => import('./api-key-create'), 'ApiKeyCreate'),
  recordRepresentation: 'name',
});
