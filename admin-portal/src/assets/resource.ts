import PlumbingOutlined from '@mui/icons-material/PlumbingOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'assets',
  label: 'assets.title',
  group: 'network',
  order: 30,
  icon: PlumbingOutlined,
  subject: 'Asset',
  shortcut: 'g t',
  list: lazyPage(() => import('./asset-list'), 'AssetList'),
  show: lazyPage(() => import('./asset-show'), 'AssetShow'),
  create: lazyPage(() => import('./asset-form'), 'AssetCreate'),
  edit: lazyPage(() => import('./asset-form'), 'AssetEdit'),
  recordRepresentation: 'name',
});
