/** One instance of a plugin as it shall run: its row, unsealed and completed. */
export interface InstanceSpec {
  /** UUID */
  id: string;
  /** Id of the plugin. */
  plugin: string;
  name: string;
  /** Internal number of the tenant whose devices it serves, with all below; null: the whole nation. */
  tenantId: number | null;
  /** Configuration with its secrets; not checked yet. */
  config: Readonly<Record<string, unknown>>;
  /** Values of the configuration that must show nowhere. */
  secrets: readonly string[];
  /** Changes whenever the instance must be started anew. */
  revision: string;
}
