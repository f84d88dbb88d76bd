import type { SvgIconProps } from '@mui/material/SvgIcon';
import { type ComponentType, lazy } from 'react';

/** Headings of the left rail, in their order. */
export const NAV_GROUPS = ['now', 'network', 'govern'] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

interface NavEntry {
  /** Text in the rail and the palette: key of the catalogue. */
  label: string;
  /** Heading in the rail; null: not in the rail (reached from elsewhere). */
  group: NavGroup | null;
  /** Place under the heading; smaller comes first. */
  order: number;
  icon: ComponentType<SvgIconProps>;
  /** Subject of the access rules that must be readable; null: for everyone signed in. */
  subject: string | null;
  /** Key sequence that opens it, such as `g s`. */
  shortcut?: string;
}

/** A resource of the API with its screens. A folder exports it as `resource` from `resource.ts`. */
export interface PortalResource extends NavEntry {
  /** Name in react-admin and in the address bar. */
  name: string;
  /** Path below /api/v1 (default: the name). */
  path?: string;
  subject: string;
  /** The list is append-only and read by cursor. */
  byCursor?: boolean;
  list?: ComponentType;
  show?: ComponentType;
  edit?: ComponentType;
  create?: ComponentType;
  /** How a record is called in titles and links. */
  recordRepresentation?: string | ((record: Record<string, unknown>) => string);
}

/** A page that is no resource. A folder exports them as `pages` from `resource.ts`. */
export interface PortalPage extends NavEntry {
  /** Route, without a leading slash; may hold parameters. */
  path: string;
  component: ComponentType;
}

interface Folder {
  resource?: PortalResource;
  pages?: readonly PortalPage[];
}

/** A component fetched when first shown. `name`: its named export. */
export function lazyPage<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K): ComponentType {
  return lazy(async (): Promise<{ default: ComponentType }> => ({ default: (await load())[name] })) as ComponentType;
}

/** Types a resource where it is defined. */
export function defineResource(resource: PortalResource): PortalResource {
  return resource;
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
