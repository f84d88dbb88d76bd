import { randomBytes } from 'node:crypto';
import type { GatewayContext } from '@app/plugin-sdk';
import { Code } from '../coap/codes';
import { NOTHING } from '../coap/message';
import { Option, numberOption, optionOf, textOption } from '../coap/options';
import type { CoapRequest, Peer, Requester } from '../coap/peer';
import { resourcesToObserve } from './link-format';
import type { Registration, Registrations } from './registrations';

const MAX_OBSERVATIONS = 64;
const TOKEN_BYTES = 8;

/** Takes the value that an observation begins with. */
type FirstValue = (path: string, value: CoapRequest) => Promise<void>;

/** Asks devices to notify the platform of their resources (RFC 7641). */
export class Observer {
  /** Registrations that are being asked. */
  private readonly busy = new Set<Registration>();

  constructor(
    private readonly wanted: readonly string[],
    private readonly registrations: Registrations,
    private readonly context: GatewayContext,
    private readonly requester: (peer: Peer) => Requester | undefined,
  ) {}

  /**
   * Begins, one after the other, the observations that are missing; a device that falls silent is left alone.
   * @param changed - is told when there are new ones
   */
  observe(registration: Registration, first: FirstValue, changed: () => void): void {
    if (this.busy.has(registration)) return;
    this.busy.add(registration);
    const before = registration.observed.size;
    void this.observeAll(registration, first)
      .catch((error: unknown) => this.context.logger.debug(`LwM2M observation: ${String(error)}`))
      .finally(() => {
        this.busy.delete(registration);
        if (registration.observed.size !== before && this.registrations.has(registration)) changed();
      });
  }

  private async observeAll(registration: Registration, first: FirstValue): Promise<void> {
    const active = new Set(registration.observed.values());
    for (const path of resourcesToObserve(this.wanted, registration.paths, MAX_OBSERVATIONS)) {
      if (!active.has(path)) await this.begin(registration, path, first);
    }
  }

  private async begin(registration: Registration, path: string, first: FirstValue): Promise<void> {
    const { peer } = registration;
    const token = randomBytes(TOKEN_BYTES);
    const name = token.toString('hex');
    const requester = this.requester(peer);
    if (requester === undefined) throw new Error('The device is not connected any more');
    // Notifications may overtake the answer.
    this.registrations.observe(registration, name, path);
    let observed = false;
    try {
      const segments = path.slice(1).split('/');
      const options = [numberOption(Option.observe, 0), ...segments.map((text) => textOption(Option.uriPath, text))];
      await requester.request(peer, { code: Code.get, options, payload: NOTHING }, token, async (response) => {
        observed = response.code === Code.content && optionOf(response.options, Option.observe) !== undefined;
        if (response.code === Code.content) await first(path, { message: response, peer, exchange: null });
      });
    } finally {
      // A value that was not stored comes again, if it can, as a notification.
      if (!observed) this.registrations.forgetObservation(registration, name);
    }
  }
}
