import SpaceDashboardOutlined from '@mui/icons-material/SpaceDashboardOutlined';
import { navItems, type NavItem } from '../app/screens';
import { useAbility } from '../auth/ability';

const overview: NavItem = {
  to: '/',
  label: 'overview.title',
  group: 'now',
  order: 0,
  icon: SpaceDashboardOutlined,
  subject: null,
  shortcut: 'g o',
};

/** The places the signed-in person may go to. */
export function useNavItems(): NavItem[] {
  const ability = useAbility();
  return [overview, ...navItems].filter(
    (item) => item.subject === null || ability.can(item.action ?? 'read', item.subject),
  );
}
