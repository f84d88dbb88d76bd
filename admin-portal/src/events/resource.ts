import JoinInnerOutlined from '@mui/icons-material/JoinInnerOutlined';
import { lazyPage, type PortalPage } from '../app/registry';

const common = { label: 'events.title', icon: JoinInnerOutlined, subject: 'Alert', order: 25 };

export const pages: PortalPage[] = [
  {
    ...common,
    path: 'events',
    group: 'now',
    shortcut: 'g e',
    component: lazyPage(() => import('./event-list'), 'EventList'),
  },
  { ...common, path: 'events/:id', group: null, component: lazyPage(() => import('./event-page'), 'EventPage') },
];
