import { hostname } from 'node:os';
import { SETTINGS, type Settings } from '@app/config';
import { DatabaseEvents } from '@app/database';
import { uuidv7 } from '@app/kernel';
import type { PluginHealth, PluginKind } from '@app/plugin-sdk';
import { SealedBox } from '@app/secrets';
import { TenantTree } from '@app/tenancy';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { OutboundClient } from '../context/outbound-client';
import type { GatewayParts, HostParts } from '../context/plugin-context';
import { forgetMetrics, showInstance } from '../context/plugin-metrics';
import { PluginStates } from '../context/plugin-states';
import { HttpMounts } from '../http/http-mounts';
import { InstanceJournal } from '../instances/instance-journal';
import { InstanceLog } from '../instances/instance-log';
import type { InstanceSpec } from '../instances/instance-spec';
import { textsIn } from '../instances/secret-fields';
import { DesiredInstances } from './desired-instances';
import { PluginCatalogue } from './plugin-catalogue';
import type { PluginRun } from './plugin-code';
import { type InstanceState, SupervisedPlugin } from './supervised-plugin';
import { within } from './within';

const POLL_MS = 10_000;
const NOTE_MS = 5_000;
const OTHERS_WAIT_MS = 5_000;

/** An instance that is wanted by this process alone. */
export interface AddedInstance {
  /** Id of the plugin. */
  plugin: string;
  name: string;
  config?: Readonly<Record<string, unknown>>;
  secrets?: Readonly<Record<string, string>>;
  /** Municipality or region whose devices it serves; left out: the nation. */
  municipalityId?: string;
}

/**
 * Runs the instances of plugins that this process is there for: gateways and codecs where readings are taken, channels
 * where messages are sent. Follows the database: what is added, changed, enabled or disabled there is so here within a
 * moment, without a restart.
 */
@Injectable()
export class PluginHost implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(PluginHost.name);
  private readonly kinds = new Set<PluginKind>();
  private readonly running = new Map<string, SupervisedPlugin>();
  private readonly added = new Map<string, InstanceSpec>();
  private readonly process: string;
  private gateway: GatewayParts | null = null;
  private parts: HostParts;
  private turn: Promise<void> = Promise.resolve();
  private timers: NodeJS.Timeout[] = [];
  private unlisten: (() => void) | undefined;
  private stopping = false;

  constructor(
    readonly catalogue: PluginCatalogue,
    private readonly desired: DesiredInstances,
    private readonly journal: InstanceJournal,
    private readonly states: PluginStates,
    private readonly events: DatabaseEvents,
    private readonly tree: TenantTree,
    private readonly box: SealedBox,
    private readonly adapter: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.process = `${hostname()}-${settings.PORT}`;
  }

  /** Says what this process is there for; before the start. */
  serve(kinds: readonly PluginKind[], gateway: GatewayParts | null = null): void {
    for (const kind of kinds) this.kinds.add(kind);
    this.gateway = gateway ?? this.gateway;
  }

  /** Before the server listens, as paths cannot be mounted later. */
  async onApplicationBootstrap(): Promise<void> {
    this.parts = {
      gateway: this.gateway,
      mounts: new HttpMounts(
        this.kinds.has('gateway') ? this.server() : null,
        this.publicUrl(),
        (id) => this.desired.knows(id) || this.added.has(id),
      ),
      states: this.states,
      outbound: new OutboundClient(this.settings.PLUGIN_FETCH_ALLOW),
      box: this.box,
      serves: (own, tenantId) => this.serves(own, tenantId),
      process: this.process,
    };
    this.journal.open(this.process);
    await this.reconcile();
    this.unlisten = this.events.listen('plugins', () => void this.reconcile());
    this.timers = [
      setInterval(() => void this.reconcile(), POLL_MS).unref(),
      setInterval(() => void this.noteStates(), NOTE_MS).unref(),
    ];
  }

  /** First of all at the end: no device may hand in anything that could not be committed any more. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.unlisten?.();
    for (const timer of this.timers) clearInterval(timer);
    await this.turn;
    await Promise.all([...this.running.values()].map((plugin) => plugin.stop()));
  }

  async onApplicationShutdown(): Promise<void> {
    this.running.clear();
  }

  /** Runs an instance in this process until it ends, though no row tells of it. Resolves after its first attempt to start. */
  async addInstance({
    plugin,
    name,
    config,
    secrets,
    municipalityId,
  }: AddedInstance): Promise<{ id: string; hookUrl: string }> {
    const id = uuidv7();
    const tenantId = municipalityId === undefined ? null : (this.tree.idOf(municipalityId) ?? null);
    if (municipalityId !== undefined && tenantId === null) throw new RangeError(`No municipality ${municipalityId}`);
    const whole = { ...config, ...secrets };
    this.added.set(id, {
      id,
      plugin,
      name,
      tenantId,
      config: whole,
      secrets: textsIn(secrets),
      revision: '1',
    });
    await this.reconcile();
    return { id, hookUrl: this.parts.mounts.hookUrl(id) };
  }

  /** How each instance of this process is. The first instance of a plugin goes by the plugin's id, others add their name. */
  async health(): Promise<Record<string, PluginHealth>> {
    const reports: Record<string, PluginHealth> = {};
    for (const { plugin, name, reason } of this.desired.givenUp()) {
      reports[label(reports, plugin, name)] = { status: 'down', reason };
    }
    const states = await Promise.all(
      [...this.running.values()].map(async (plugin) => [plugin, await plugin.health()] as const),
    );
    for (const [{ manifest, spec }, health] of states) reports[label(reports, manifest.id, spec.name)] = health;
    return reports;
  }

  /** Runs of one kind that are under way, with the protocols of their plugins. */
  runs(kind: PluginKind): {
    instance: string;
    tenantId: number | null;
    protocols: readonly string[];
    run: PluginRun;
    /** Takes the secrets of the instance out of what the plugin says. */
    shown: (text: string) => string;
  }[] {
    return [...this.running.values()].flatMap(({ manifest: { kind: is, protocols }, spec, current, log }) => {
      if (is !== kind || current === undefined) return [];
      const shown = (text: string) => log.shown(text);
      return [{ instance: spec.id, tenantId: spec.tenantId, protocols, run: current, shown }];
    });
  }

  /** Whether what is bound to a municipality or region serves a tenant. @param own - null: bound to none */
  serves(own: number | null, tenantId: number): boolean {
    return own === null || own === tenantId || this.tree.ancestorsOf(tenantId).includes(own);
  }

  /** Follows the database once; calls that come meanwhile are answered after one further look. */
  reconcile(): Promise<void> {
    this.turn = this.turn.then(() => this.follow()).catch((error: unknown) => this.logger.error(String(error)));
    return this.turn;
  }

  private async follow(): Promise<void> {
    if (this.stopping) return;
    const wanted = await this.desired.read(this.kinds);
    for (const spec of this.added.values()) if (this.hosts(spec)) wanted.set(spec.id, spec);
    const over = [...this.running].filter(([id, { spec }]) => wanted.get(id)?.revision !== spec.revision);
    const fresh = [...wanted.values()].filter(({ id, revision }) => this.running.get(id)?.spec.revision !== revision);
    if (over.length === 0 && fresh.length === 0) return;
    // What goes lets go of its ports before what comes asks for them.
    await Promise.all(over.map(([id, plugin]) => this.end(id, plugin)));
    const deleted = over.filter(([id]) => !wanted.has(id) && !this.desired.knows(id));
    for (const [id] of deleted) this.forget(id);
    await Promise.all(fresh.map((spec) => this.start(spec)));
    await this.noteStates();
  }

  /** Now, and once more when what its last run had under way has been written too. */
  private forget(id: string): void {
    const clear = () => void this.states.forget(id).catch((error: unknown) => this.logger.debug(String(error)));
    clear();
    this.timers.push(setTimeout(clear, NOTE_MS).unref());
  }

  private async end(id: string, plugin: SupervisedPlugin): Promise<void> {
    this.running.delete(id);
    await plugin.stop();
    forgetMetrics(plugin.manifest.id, plugin.spec.name);
  }

  private async start(spec: InstanceSpec): Promise<void> {
    const found = this.catalogue.get(spec.plugin);
    if (found === undefined) return;
    const log = new InstanceLog(`${spec.plugin} ${spec.name}`, spec.id, spec.secrets, this.journal);
    const plugin = new SupervisedPlugin(found, spec, this.parts, log, (reason) => {
      void this.desired.giveUp(spec, reason).catch((error: unknown) => this.logger.error(String(error)));
    });
    this.running.set(spec.id, plugin);
    const started = plugin.start();
    // One of others that is slow, or hangs, holds up neither the start of the process nor other changes.
    await (found.builtIn ? started : within(OTHERS_WAIT_MS, started, 'its start').catch(() => undefined));
  }

  private hosts({ plugin }: InstanceSpec): boolean {
    const found = this.catalogue.get(plugin);
    return found !== undefined && this.kinds.has(found.manifest.kind);
  }

  private async noteStates(): Promise<void> {
    if (this.running.size === 0) return;
    const states = await Promise.all(
      [...this.running].map(async ([id, plugin]) => [id, await plugin.state()] as const),
    );
    for (const [id, { status, restarts }] of states) {
      const plugin = this.running.get(id);
      if (plugin !== undefined) showInstance(plugin.manifest.id, plugin.spec.name, status, restarts);
    }
    await this.journal.note(new Map<string, InstanceState>(states));
  }

  private publicUrl(): string {
    const { HYDRANT_PUBLIC_URL: given, PORT: port } = this.settings;
    return (given ?? `http://localhost:${port}`).replace(/\/$/, '');
  }

  private server(): FastifyInstance | null {
    const instance: unknown = this.adapter.httpAdapter?.getInstance();
    return typeof instance === 'object' && instance !== null && 'addContentTypeParser' in instance
      ? (instance as FastifyInstance)
      : null;
  }
}

function label(taken: object, plugin: string, name: string): string {
  return plugin in taken ? `${plugin} ${name}` : plugin;
}
