import LocationCityOutlined from '@mui/icons-material/LocationCityOutlined';
import { defineResource, lazyPage } from '../app/registry';

export const resource = defineResource({
  name: 'municipalities',
  label: 'municipalities.title',
  group: 'network',
  order: 10,
  icon: LocationCityOutlined,
  subject: 'Municipality',
  shortcut: 'g p',
  list: lazyPage(() => import('./municipality-list'), 'MunicipalityList'),
  show: lazyPage(() => import('./municipality-show'), 'MunicipalityShow'),
  create: lazyPage(() => import('./municipality-form'), 'MunicipalityCreate'),
  edit: lazyPage(() => import('./municipality-form'), 'MunicipalityEdit'),
  recordRepresentation: 'name',
});
