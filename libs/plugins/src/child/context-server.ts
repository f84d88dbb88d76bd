import {
  type CommandProgress,
  type GatewayContext,
  type IdentityKind,
  type MountedRequest,
  type MountedResponse,
  type OutboundRequest,
  type SecretKind,
  z,
} from '@app/plugin-sdk';
import { TimeoutError, within } from '../host/within';
import { LATE, UNAVAILABLE } from '../http/mount-reply';
import { answerHeaders, textsOf } from './child-errors';
import type { ChildLink, ChildPeer } from './child-link';
import { asBytes, asGroup, asMessage, asNumber, asOptions, asText, fieldsOf } from './child-messages';

type Action = (...parameters: unknown[]) => unknown;

/** Largest body that it may ask for, bytes. */
const MOST_BODY = 8 * 1024 * 1024;
/** A browser runs nothing of what it answers: it comes from the address of the portal. */
const SHUT = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox" };

/** Streams of one child that may be open at a time. */
const MOST_STREAMS = 1_000;

/** Answers the calls of a child by the context that its run was given. What comes from the child is not trusted. */
export class ContextServer implements ChildPeer {
  link: ChildLink;
  private readonly streams = new Map<number, AsyncIterator<Uint8Array>>();
  private readonly ends = new Map<number, () => void>();
  private lastStream = 0;

  /**
   * @param plugin - id of the plugin: its paths lie below it
   * @param answerMs - how long it may take to answer a request
   */
  constructor(
    private readonly context: GatewayContext,
    private readonly plugin: string,
    private readonly answerMs: number,
  ) {}

  async answer(method: string, parameters: unknown[]): Promise<unknown> {
    const action = Object.hasOwn(this.calls, method) ? this.calls[method] : undefined;
    if (action === undefined) throw new Error(`The host knows no ${method.slice(0, 100)}`);
    return action(...parameters);
  }

  note(method: string, parameters: unknown[]): void {
    if (Object.hasOwn(this.notes, method)) this.notes[method]?.(...parameters);
  }

  line(text: string): void {
    this.context.logger.log(text);
  }

  lost(reason: string): void {
    this.context.fail(new Error(reason));
  }

  private readonly calls: Record<string, Action> = {
    'devices.authenticate': (id, token) => this.context.devices.authenticate(asText(id), asText(token)),
    'devices.byIdentity': (kind, name) => this.context.devices.byIdentity(asText(kind) as IdentityKind, asText(name)),
    'devices.secretOf': (kind, name) => this.context.devices.secretOf(asText(kind) as SecretKind, asText(name)),
    'devices.identities': (kind) => this.context.devices.identities(asText(kind) as IdentityKind),
    'devices.isActive': (id) => this.context.devices.isActive(asText(id)),
    'telemetry.submit': (message, options) => this.context.telemetry.submit(asMessage(message), asOptions(options)),
    'telemetry.submitGroup': (group, options) => this.context.telemetry.submitGroup(asGroup(group), asOptions(options)),
    'commands.take': (id, limit) => this.context.commands.take(asText(id), Math.min(100, asNumber(limit))),
    'commands.settle': (id, progress, detail) =>
      this.context.commands.settle(asText(id), asProgress(progress), detail === undefined ? undefined : asText(detail)),
    'codecs.decode': (id, frame) => {
      const { bytes, fPort, receivedAt } = fieldsOf(frame, 'A frame');
      const read = { bytes: asBytes(bytes), fPort: asNumber(fPort), receivedAt: asNumber(receivedAt) };
      return this.context.codecs.decode(asText(id), read);
    },
    'codecs.encode': (id, data) => this.context.codecs.encode(asText(id), fieldsOf(data, 'An order')),
    'state.get': (key) => this.context.state.get(asText(key)),
    'state.put': (key, value, ttlS) =>
      this.context.state.put(asText(key), asBytes(value), ttlS === undefined ? undefined : asNumber(ttlS)),
    'state.delete': (key) => this.context.state.delete(asText(key)),
    'state.list': (prefix) => this.context.state.list(asText(prefix)),
    'fetch.request': (request) => this.context.fetch.request(asRequest(request)),
    'http.post': (route, handler) => {
      const { path, bodyLimit, streamed, summary } = fieldsOf(route, 'A route');
      const shown = { summary: asText(summary, 200), body: z.unknown(), result: z.unknown() };
      this.context.http.post(
        {
          path: asPath(path, this.plugin),
          bodyLimit: Math.min(MOST_BODY, asNumber(bodyLimit)),
          streamed: streamed === true,
          ...shown,
        },
        (request) => this.forward(asNumber(handler), request),
      );
    },
    'http.hook': (bodyLimit, handler) =>
      this.context.http.hook(asNumber(bodyLimit), (request) => this.forward(asNumber(handler), request)),
    'stream.next': async (stream) => {
      const next = await this.streams.get(asNumber(stream))?.next();
      return next === undefined || next.done === true ? null : next.value;
    },
  };

  private readonly notes: Record<string, Action> = {
    logger: (level, message) => {
      const { logger } = this.context;
      const text = asText(message, 100_000);
      if (level === 'debug') logger.debug(text);
      else if (level === 'warn') logger.warn(text);
      else if (level === 'error') logger.error(text);
      else logger.log(text);
    },
    'metrics.count': (name, help, amount) =>
      this.context.metrics.count(asText(name, 100), asText(help, 500), asNumber(amount)),
    'metrics.gauge': (name, help, value) =>
      this.context.metrics.gauge(asText(name, 100), asText(help, 500), asNumber(value)),
    fail: (message) => this.context.fail(new Error(asText(message).slice(0, 1_000))),
    'devices.report': (id, state) => this.context.devices.report(asText(id), asState(state)),
    'devices.onRevoked': (listener) =>
      this.hear(listener, (tell) => this.context.devices.onRevoked((ids) => tell(new Set(ids)))),
    'telemetry.refused': (id, protocol, reason, count) =>
      this.context.telemetry.refused(
        id === null ? null : asText(id, 64),
        asText(protocol, 32),
        asText(reason, 64),
        Math.max(0, asNumber(count)),
      ),
    'commands.onQueued': (listener) =>
      this.hear(listener, (tell) => this.context.commands.onQueued((ids) => tell([...ids]))),
    unlisten: (listener) => {
      this.ends.get(asNumber(listener))?.();
      this.ends.delete(asNumber(listener));
    },
  };

  private hear(listener: unknown, begin: (tell: (value: unknown) => void) => () => void): void {
    const id = asNumber(listener);
    if (this.ends.size >= 100) throw new RangeError('It listens too often');
    this.ends.set(
      id,
      begin((value) => void this.link.call('heard', id, [value]).catch(() => undefined)),
    );
  }

  /** Lets the child answer a request; a streamed body is fetched by it piece by piece. */
  private async forward(handler: number, request: MountedRequest): Promise<MountedResponse> {
    const { stream, ...rest } = request;
    const id = stream === null ? null : ++this.lastStream;
    if (id !== null && stream !== null) {
      if (this.streams.size >= MOST_STREAMS) throw new RangeError('Too many streams are open');
      this.streams.set(id, stream[Symbol.asyncIterator]());
    }
    try {
      const handled = this.link.call('handle', handler, { ...rest, headers: { ...rest.headers }, stream: id });
      return asResponse(await (id === null ? within(this.answerMs, handled, 'its answer') : handled));
    } catch (error) {
      // It was stopped, or has died, while it answered.
      if (this.link.over) throw UNAVAILABLE;
      throw error instanceof TimeoutError ? LATE : error;
    } finally {
      if (id !== null) this.streams.delete(id);
    }
  }
}

/** Paths of others have a place of their own, so that they can stand in front of nothing. */
function asPath(value: unknown, plugin: string): string {
  const path = asText(value, 200);
  const own = `/api/v1/ext/${plugin}`;
  if ((path === own || path.startsWith(`${own}/`)) && /^[a-z0-9/_-]+$/.test(path)) return path;
  throw new TypeError(`The path must be ${own} or lie below it, in lower case`);
}

function asProgress(value: unknown): CommandProgress {
  if (value === 'sent' || value === 'acknowledged' || value === 'failed') return value;
  throw new TypeError('progress must be sent, acknowledged or failed');
}

function asState(value: unknown): Parameters<GatewayContext['devices']['report']>[1] {
  const { online, batteryPercent, signalDbm, firmware } = fieldsOf(value, 'A state');
  return {
    ...(typeof online === 'boolean' && { online }),
    ...(isWithin(batteryPercent, 0, 100) && { batteryPercent }),
    ...(isWithin(signalDbm, -200, 50) && { signalDbm }),
    ...(typeof firmware === 'string' && { firmware: firmware.slice(0, 100) }),
  };
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

const METHODS: readonly OutboundRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function asRequest(value: unknown): OutboundRequest {
  const { method, url, headers, body, timeoutMs } = fieldsOf(value, 'A request');
  const known = METHODS.find((each) => each === method);
  if (known === undefined) throw new TypeError(`method must be one of ${METHODS.join(', ')}`);
  return {
    method: known,
    url: asText(url, 4_096),
    headers: textsOf(headers),
    ...(body !== undefined && { body: typeof body === 'string' ? body : asBytes(body) }),
    ...(typeof timeoutMs === 'number' && { timeoutMs }),
  };
}

function asResponse(value: unknown): MountedResponse {
  const { status, headers, body, contentType } = fieldsOf(value, 'An answer');
  if (!Number.isInteger(status) || (status as number) < 200 || (status as number) > 599) {
    throw new TypeError('status must be 200 to 599');
  }
  return {
    status: status as number,
    headers: { ...answerHeaders(headers), ...SHUT },
    body,
    ...(typeof contentType === 'string' && { contentType }),
  };
}
