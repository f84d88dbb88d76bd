import type { NavEntry, PortalPage, PortalResource } from './registry';

interface Folder {
  resource?: PortalResource;
  pages?: readonly PortalPage[];
}

const byOrder = (a: NavEntry, b: NavEntry): number => a.order - b.order;

const folders = Object.values(import.meta.glob<Folder>('../*/resource.ts', { eager: true }));

/** All resources of the portal. */
export const resources: readonly PortalResource[] = folders.flatMap(({ resource }) => resource ?? []).toSorted(byOrder);

/** All pages that are no resource. */
export const pages: readonly PortalPage[] = folders.flatMap(({ pages: own }) => own ?? []).toSorted(byOrder);

/** One line of the rail. */
export interface NavItem extends NavEntry {
  to: string;
}

/** Every place that can be navigated to without a parameter, in rail order. */
export const navItems: readonly NavItem[] = [
  ...pages.filter((page) => !page.path.includes(':')).map((page) => ({ ...page, to: `/${page.path}` })),
  ...resources.filter((resource) => resource.list).map((resource) => ({ ...resource, to: `/${resource.name}` })),
].toSorted(byOrder);

const find = (name: string): PortalResource | undefined => resources.find((resource) => resource.name === name);

/** Subject of the access rules for a resource; an unknown resource names itself. */
export const subjectOf = (name: string): string => find(name)?.subject ?? name;

/** Path below /api/v1 of a resource. */
export const pathOf = (name: string): string => find(name)?.path ?? name;

/** Is the resource's list read by cursor? */
export const byCursor = (name: string): boolean => find(name)?.byCursor ?? false;

const askedByIds: ReadonlySet<string> = new Set(['regions', 'municipalities', 'zones', 'assets', 'devices', 'sensors']);

/** Can the API answer some of these at once (`?id=a,b`)? */
export const byIds = (name: string): boolean => askedByIds.has(pathOf(name));
