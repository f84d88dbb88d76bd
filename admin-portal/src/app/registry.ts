import type { SvgIconProps } from '@mui/material/SvgIcon';
import { type ComponentType, lazy } from 'react';

/** Headings of the left rail, in their order. */
export const NAV_GROUPS = ['now', 'network', 'insight', 'govern'] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

/** What places a screen in the rail and the palette. */
export interface NavEntry {
  /** Text in the rail and the palette: key of the catalogue. */
  label: string;
  /** Heading in the rail; null: not in the rail (reached from elsewhere). */
  group: NavGroup | null;
  /** Place under the heading; smaller comes first. */
  order: number;
  icon: ComponentType<SvgIconProps>;
  /** Subject of the access rules that must be readable; null: for everyone signed in. */
  subject: string | null;
  /** What must be allowed on it instead of `read`. */
  action?: string;
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

/** A component fetched when first shown. `name`: its named export. */
export function lazyPage<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K): ComponentType {
  return lazy(async (): Promise<{ default: ComponentType }> => ({ default: (await load())[name] })) as ComponentType;
}

/** Types a resource where it is defined. */
export function defineResource(resource: PortalResource): PortalResource {
  return resource;
}
