/** What a tenant is in the one tree: the nation at the root, regions below it, municipalities below regions. */
export type TenantKind = 'nation' | 'region' | 'municipality';

/** One tenant. `id` is the internal number that stands in tables and never leaves the server; `uid` is its public id. */
export interface TenantNode {
  id: number;
  uid: string;
  kind: TenantKind;
  /** Internal number of the tenant above; null for the nation. */
  parentId: number | null;
}
