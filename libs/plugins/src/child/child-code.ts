import type { PluginManifest } from '@app/plugin-sdk';
import type { ConfigFault, PluginCode, PluginRun } from '../host/plugin-code';

export class ChildCode implements PluginCode {
  constructor(
    readonly folder: string,
    readonly manifest: PluginManifest,
  ) {}

  configSchema(): Promise<Record<string, unknown>> {
    return Promise.reject(new Error('Not yet'));
  }

  check(): Promise<ConfigFault[]> {
    return Promise.reject(new Error('Not yet'));
  }

  create(): Promise<PluginRun> {
    return Promise.reject(new Error('Not yet'));
  }
}
