import HubOutlined from '@mui/icons-material/HubOutlined';
import TroubleshootOutlined from '@mui/icons-material/TroubleshootOutlined';
import { defineResource, lazyPage, type PortalPage } from '../app/registry';

export const resource = defineResource({
  name: 'twins',
  label: 'twin.title',
  group: 'network',
  order: 25,
  icon: HubOutlined,
  subject: 'Twin',
  shortcut: 'g y',
  list: lazyPage(() => import('./twin-list'), 'TwinList'),
  show: lazyPage(() => import('./twin-show'), 'TwinShow'),
  recordRepresentation: 'municipalityName',
});

export const pages: PortalPage[] = [
  {
    path: 'leak-suspects',
    label: 'twin.suspects.title',
    group: 'now',
    order: 30,
    icon: TroubleshootOutlined,
    subject: 'Twin',
    shortcut: 'g l',
    component: lazyPage(() => import('./suspect-page'), 'SuspectPage'),
  },
];
