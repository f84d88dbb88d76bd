import path from 'node:path';
import type { GatewayContext, PluginHealth, PluginManifest } from '@app/plugin-sdk';
import type { ConfigFault, PluginCode, PluginMethod, PluginRun, RunPlace } from '../host/plugin-code';
import { within } from '../host/within';
import { CHILD_LIMITS, type ChildLimits } from './child-limits';
import { ChildLink, type ChildPeer } from './child-link';
import { fieldsOf } from './child-messages';
import { ContextServer } from './context-server';
import type { ChildStart, RunStart } from './protocol';

const METHODS: readonly PluginMethod[] = ['decode', 'encode', 'deliver'];

/** Code that runs in processes of its own: that of others. Each run has its own process. */
export class ChildCode implements PluginCode {
  constructor(
    private readonly folder: string,
    private readonly manifest: PluginManifest,
    private readonly limits: ChildLimits = CHILD_LIMITS,
  ) {}

  /** Asked anew each time: the code may have been replaced, and a field become a secret. */
  async configSchema(): Promise<Record<string, unknown>> {
    return fieldsOf(await this.ask((link) => link.call('schema')), 'The schema');
  }

  async check(config: unknown): Promise<ConfigFault[]> {
    return asFaults(await this.ask((link) => link.call('check', config)));
  }

  async create(config: unknown, context: GatewayContext, place: RunPlace): Promise<PluginRun> {
    const runStart: RunStart = { config, instance: { ...context.instance }, ...place };
    const server = new ContextServer(context, this.manifest.id, this.limits.answerMs);
    const link = new ChildLink(this.folder, this.limits, server);
    server.link = link;
    try {
      await within(this.limits.openMs, link.call('open', this.start()), 'its loading');
      const methods = await within(this.limits.openMs, link.call('create', runStart), 'being made');
      return new ChildRun(link, methods);
    } catch (error) {
      link.kill();
      throw error;
    }
  }

  /** Asks the code something, in a process that is given nothing and ends at once. */
  private async ask(question: (link: ChildLink) => Promise<unknown>): Promise<unknown> {
    const link = new ChildLink(this.folder, this.limits, NOBODY);
    try {
      await within(this.limits.openMs, link.call('open', this.start()), 'its loading');
      return await within(this.limits.openMs, question(link), 'its answer');
    } finally {
      link.kill();
    }
  }

  private start(): ChildStart {
    const { id, kind, capabilities, entry } = this.manifest;
    return { entry: path.join(this.folder, entry), manifest: { id, kind, capabilities } };
  }
}

const NOBODY: ChildPeer = {
  answer: () => Promise.reject(new Error('Nothing is given to a plugin before it runs')),
  note: () => undefined,
  line: () => undefined,
  lost: () => undefined,
};

/** One run in its process. */
class ChildRun implements PluginRun {
  readonly methods: ReadonlySet<PluginMethod>;

  constructor(
    private readonly link: ChildLink,
    methods: unknown,
  ) {
    const named: unknown[] = Array.isArray(methods) ? methods : [];
    this.methods = new Set(METHODS.filter((method) => named.includes(method)));
  }

  async start(): Promise<void> {
    await this.link.call('start');
  }

  async stop(): Promise<void> {
    if (this.link.over) return;
    const timer = setTimeout(() => this.link.kill(), 4_500).unref();
    try {
      await this.link.call('stop');
    } finally {
      clearTimeout(timer);
      this.link.kill();
    }
  }

  async health(): Promise<PluginHealth> {
    return asHealth(await this.link.call('health'));
  }

  async call(method: PluginMethod, ...parameters: unknown[]): Promise<unknown> {
    if (!this.methods.has(method)) throw new Error(`The plugin has no ${method}`);
    return this.link.call('invoke', method, parameters);
  }
}

function asFaults(value: unknown): ConfigFault[] {
  if (!Array.isArray(value)) throw new TypeError('The plugin does not say what is wrong');
  return value.map((fault) => {
    const { pointer, detail } = fieldsOf(fault, 'A fault');
    return { pointer: String(pointer).slice(0, 200), detail: String(detail).slice(0, 500) };
  });
}

function asHealth(value: unknown): PluginHealth {
  const { status, reason, details } = fieldsOf(value, 'A health report');
  const shown = Object.entries(typeof details === 'object' && details !== null ? details : {})
    .filter(([, fact]) => ['string', 'number', 'boolean'].includes(typeof fact))
    .slice(0, 50) as [string, string | number | boolean][];
  const known = status === 'up' || status === 'degraded' || status === 'down';
  const said = known ? reason : 'Its health report has no status that is known: up, degraded or down';
  return {
    status: known ? status : 'down',
    ...(typeof said === 'string' && { reason: said.slice(0, 500) }),
    details: Object.fromEntries(shown),
  };
}
