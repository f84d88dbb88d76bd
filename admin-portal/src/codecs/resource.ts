import CodeOutlined from '@mui/icons-material/CodeOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'codecs',
  label: 'codecs.title',
  group: 'network',
  order: 55,
  icon: CodeOutlined,
  subject: 'Codec',
  list: lazyPage(() => import('./codec-list'), 'CodecList'),
  show: lazyPage(() => import('./codec-show'), 'CodecShow'),
  create: lazyPage(() => import('./codec-form'), 'CodecCreate'),
  edit: lazyPage(() => import('./codec-form'), 'CodecEdit'),
  recordRepresentation: 'name',
});
