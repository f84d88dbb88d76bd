import { type DeviceIdentity, type GatewayContext, RateLimiter, unreadable } from '@app/plugin-sdk';
import { Code, Format } from '../coap/codes';
import { Option, textOption, textOptions, uintOption } from '../coap/options';
import type { CoapAnswer, CoapRequest, Peer, Requester } from '../coap/peer';
import { type BodyReader, type ReadBody, withBlock } from '../body-reader';
import type { CoapConfig } from '../config';
import { type IntakeDesk, tooFast } from '../intake';
import { keptMessage } from '../kept-message';
import { decodePayload } from '../payload';
import { readObjectLinks } from './link-format';
import { Observer } from './observer';
import { RegistrationStore } from './registration-store';
import { type Registration, Registrations } from './registrations';

const DEFAULT_LIFETIME_S = 86_400;
/** Longer ones are cut to this, s: a device that is not heard for so long begins anew. */
const LONGEST_LIFETIME_S = 90 * 86_400;
const endpointForm = /^[A-Za-z0-9:._@+/-]{1,255}$/;

/**
 * A LwM2M 1.1 server for readings: devices register at `/rd`, their resources are observed, and what they notify or send
 * (`/dp`) is stored under channels like `/3303/0/5700`.
 */
export class Lwm2mServer {
  private readonly registrations: Registrations;
  private readonly observer: Observer;
  private readonly store: RegistrationStore;
  private readonly perDevice: RateLimiter;

  constructor(
    private readonly config: CoapConfig,
    private readonly context: GatewayContext,
    private readonly desk: IntakeDesk,
    private readonly bodies: BodyReader,
    requester: (peer: Peer) => Requester | undefined,
  ) {
    this.registrations = new Registrations(config.maxRegistrations);
    this.observer = new Observer(config.observe, this.registrations, context, requester);
    this.store = new RegistrationStore(context);
    this.perDevice = new RateLimiter(config.requestsPerMinute);
  }

  /** Devices that are registered. */
  get registered(): number {
    return this.registrations.size;
  }

  /** Takes back the registrations that outlived the process before. */
  async restore(): Promise<void> {
    const kept = await this.store.load(this.context.clock.now());
    for (const registration of kept.slice(0, this.config.maxRegistrations)) this.registrations.restore(registration);
  }

  /** Forgets those whose lifetime is over, and says so. */
  expire(): void {
    for (const gone of this.registrations.expire(this.context.clock.now())) this.left(gone);
  }

  revoke(credentials: ReadonlySet<string>): void {
    for (const gone of this.registrations.revoke(credentials)) this.left(gone);
  }

  /** Register, update, de-register: `POST /rd`, `POST /rd/{id}`, `DELETE /rd/{id}`. */
  async registration(request: CoapRequest, path: readonly string[]): Promise<CoapAnswer> {
    const { code } = request.message;
    const [id, ...rest] = path;
    if (rest.length > 0) return this.refuse(Code.notFound, 'unknown-path');
    if (id === undefined) {
      return code === Code.post ? this.register(request) : this.refuse(Code.methodNotAllowed, 'bad-method');
    }
    const now = this.context.clock.now();
    const registration = this.registrations.find(id, now);
    if (registration === undefined || !mayUse(registration, request.peer)) {
      return this.refuse(Code.notFound, 'not-registered');
    }
    if (!(await this.context.devices.isActive(registration.identity.deviceId))) {
      this.forget(registration);
      return this.refuse(Code.forbidden, 'unauthenticated');
    }
    if (code === Code.delete) {
      this.forget(registration);
      this.context.devices.report(registration.identity.deviceId, { online: false });
      return { code: Code.deleted, keep: true };
    }
    return code === Code.post
      ? this.update(registration, request, now)
      : this.refuse(Code.methodNotAllowed, 'bad-method');
  }

  /** `POST /dp`: readings that the device sends on its own account (Send, LwM2M 1.1). */
  async send(request: CoapRequest): Promise<CoapAnswer> {
    const now = this.context.clock.now();
    const { message, peer } = request;
    const registration = this.registrations.ofPeer(peer, now);
    const identity = peer.identity ?? registration?.identity;
    if (identity === undefined || !(await this.context.devices.isActive(identity.deviceId))) {
      return this.refuse(Code.notFound, 'not-registered');
    }
    const format = uintOption(message.options, Option.contentFormat);
    if (format !== Format.senmlJson && format !== Format.senmlCbor) {
      this.context.telemetry.refused(identity.deviceId, 'lwm2m', 'unknown-format');
      return { code: Code.unsupportedFormat, keep: true };
    }
    const body = this.bodyOf(request, identity, now);
    if ('answer' in body) return body.answer;
    if (registration !== undefined) this.registrations.touch(registration, peer, now);
    return withBlock(await this.take(identity, request, body.bytes, [], format, now), request);
  }

  expects(token: Uint8Array, peer: Peer): boolean {
    const registration = this.registrations.ofToken(hex(token));
    return registration !== undefined && mayUse(registration, peer);
  }

  /** Resolves when the value is stored. @throws when it is not, and should come again */
  async notification(notification: CoapRequest): Promise<void> {
    const { message, peer } = notification;
    const token = hex(message.token);
    const registration = this.registrations.ofToken(token);
    const path = registration?.observed.get(token);
    if (registration === undefined || path === undefined) return;
    if (message.code !== Code.content) {
      // The device has ended the observation.
      this.registrations.forgetObservation(registration, token);
      return;
    }
    const now = this.context.clock.now();
    if (this.perDevice.tryTake(registration.identity.deviceId, now) > 0) {
      this.context.telemetry.refused(registration.identity.deviceId, 'lwm2m', 'too-many-requests');
      throw new Error('The device notifies more often than it may');
    }
    this.registrations.touch(registration, peer, now);
    await this.value(registration, path, notification, now);
  }

  private async value(registration: Registration, path: string, notification: CoapRequest, now: number): Promise<void> {
    const { options, payload } = notification.message;
    const format = uintOption(options, Option.contentFormat);
    const segments = path.slice(1).split('/');
    const answer = await this.take(registration.identity, notification, payload, segments, format, now);
    if (answer.code === Code.unavailable) throw new Error('The platform cannot take more now');
  }

  private async take(
    identity: DeviceIdentity,
    request: CoapRequest,
    payload: Uint8Array,
    path: readonly string[],
    format: number | undefined,
    now: number,
  ): Promise<CoapAnswer> {
    // A notification cannot be answered by "unknown format": its acknowledgement promises that it is kept.
    const notified = path.length > 0 ? unreadable('unreadable', 'The content format is not known') : null;
    const columns = decodePayload(payload, format, path, now) ?? notified;
    if (columns === null) {
      this.context.telemetry.refused(identity.deviceId, 'lwm2m', 'unknown-format');
      return { code: Code.unsupportedFormat, keep: true };
    }
    const raw = keptMessage(payload, format, path);
    return this.desk.answer({ identity, protocol: 'lwm2m', columns, raw, format: 'opaque', request });
  }

  private async register(request: CoapRequest): Promise<CoapAnswer> {
    const { peer } = request;
    const query = queryOf(request);
    const endpoint = query.get('ep') ?? (peer.identity === null ? '' : peer.identity.deviceId);
    const identity = endpointForm.test(endpoint) ? await this.identify(endpoint, peer) : null;
    if (identity === null) return this.refuse(Code.forbidden, 'unauthenticated');
    const now = this.context.clock.now();
    const body = this.bodyOf(request, identity, now);
    if ('answer' in body) return body.answer;
    const lifetimeS = lifetimeOf(query);
    const links = readObjectLinks(body.bytes);
    if (lifetimeS === null || links === null) {
      this.context.telemetry.refused(identity.deviceId, 'lwm2m', 'bad-registration');
      return { code: Code.badRequest, keep: true };
    }
    const before = this.registrations.ofDevice(identity.deviceId);
    if (before !== undefined) this.forget(before);
    const registration = this.registrations.add({ endpoint, identity, peer, lifetimeS, paths: links.paths }, now);
    if (registration === null) return this.refuse(Code.unavailable, 'too-many-registrations');
    this.context.devices.report(identity.deviceId, { online: true });
    this.observe(registration);
    const options = [textOption(Option.locationPath, 'rd'), textOption(Option.locationPath, registration.id)];
    return withBlock({ code: Code.created, options, keep: true }, request);
  }

  private update(registration: Registration, request: CoapRequest, now: number): CoapAnswer {
    const query = queryOf(request);
    const lifetimeS = query.has('lt') ? lifetimeOf(query) : registration.lifetimeS;
    const body = this.bodyOf(request, registration.identity, now);
    if ('answer' in body) return body.answer;
    const links = body.bytes.length === 0 ? null : readObjectLinks(body.bytes);
    if (lifetimeS === null || (links === null && body.bytes.length > 0)) {
      this.context.telemetry.refused(registration.identity.deviceId, 'lwm2m', 'bad-registration');
      return { code: Code.badRequest, keep: true };
    }
    registration.lifetimeS = lifetimeS;
    if (links !== null) registration.paths = links.paths;
    this.registrations.touch(registration, request.peer, now);
    this.context.devices.report(registration.identity.deviceId, { online: true });
    this.observe(registration);
    return withBlock({ code: Code.changed, keep: true }, request);
  }

  /** The body, if the device does not come too fast. */
  private bodyOf(request: CoapRequest, { deviceId }: DeviceIdentity, now: number): ReadBody {
    const waitMs = this.perDevice.tryTake(deviceId, now);
    if (waitMs === 0) return this.bodies.read(request, deviceId, 'lwm2m', now);
    this.context.telemetry.refused(deviceId, 'lwm2m', 'too-many-requests');
    return { answer: tooFast(waitMs) };
  }

  /**
   * The device is awake now, and in queue mode soon asleep again: what is missing is asked for as soon as it has been
   * answered. Before, devices take no requests.
   */
  private observe(registration: Registration): void {
    this.store.save(registration);
    setImmediate(() => {
      if (!this.registrations.has(registration)) return;
      this.observer.observe(
        registration,
        (path, first) => this.value(registration, path, first, this.context.clock.now()),
        () => this.store.save(registration),
      );
    });
  }

  /**
   * Over keys, the key says who it is, and the endpoint name must not be another device's. Without, the name alone says
   * it, and only where the installation vouches for the network.
   */
  private async identify(endpoint: string, peer: Peer): Promise<DeviceIdentity | null> {
    const named = await this.context.devices.byIdentity('endpoint', endpoint);
    if (peer.identity === null) return this.config.plainLwm2m ? named : null;
    return named === null || named.deviceId === peer.identity.deviceId ? peer.identity : null;
  }

  private forget(registration: Registration): void {
    this.registrations.remove(registration);
    this.store.forget(registration);
  }

  private left(registration: Registration): void {
    this.store.forget(registration);
    this.context.devices.report(registration.identity.deviceId, { online: false });
  }

  private refuse(code: number, reason: string): CoapAnswer {
    this.context.telemetry.refused(null, 'lwm2m', reason);
    return { code, keep: false };
  }
}

/** Whoever has proven to be the device; or, without keys, whoever knows the secret id or token. */
function mayUse({ identity, peer: registered }: Registration, peer: Peer): boolean {
  return registered.identity === null ? peer.identity === null : peer.identity?.deviceId === identity.deviceId;
}

function queryOf({ message }: CoapRequest): Map<string, string> {
  const pairs = (textOptions(message.options, Option.uriQuery) ?? []).map((text): [string, string] => {
    const at = text.indexOf('=');
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  });
  return new Map(pairs);
}

/** s; null: it is no number */
function lifetimeOf(query: ReadonlyMap<string, string>): number | null {
  const text = query.get('lt');
  if (text === undefined) return DEFAULT_LIFETIME_S;
  if (!/^\d{1,10}$/.test(text)) return null;
  return Math.min(Math.max(Number(text), 1), LONGEST_LIFETIME_S);
}

function hex(token: Uint8Array): string {
  return Buffer.from(token).toString('hex');
}
