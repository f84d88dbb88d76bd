import type { Delivery, Notification } from '@app/plugin-sdk';
import { Injectable } from '@nestjs/common';
import { PluginHost } from '../host/plugin-host';
import { within } from '../host/within';

const TIMEOUT_MS = 35_000;

/** The one way out for messages: through the instances of channel plugins. Retrying is left to the caller. */
@Injectable()
export class Channels {
  constructor(private readonly host: PluginHost) {}

  /**
   * Makes one attempt.
   * @param instance - id of an instance of a channel plugin
   */
  async deliver(instance: string, notification: Notification): Promise<Delivery> {
    const run = this.host.runs('channel').find((each) => each.instance === instance)?.run;
    if (run === undefined) return { outcome: 'retry', reason: 'The channel does not run', retryAfterS: null };
    try {
      return asDelivery(await within(TIMEOUT_MS, run.call('deliver', notification), 'the delivery'));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { outcome: 'retry', reason: reason.slice(0, 500), retryAfterS: null };
    }
  }
}

/** What a channel answers is not trusted. */
function asDelivery(value: unknown): Delivery {
  const { outcome, reference, reason, retryAfterS } = (value ?? {}) as Record<string, unknown>;
  const said = typeof reason === 'string' ? reason.slice(0, 500) : 'The channel gives no reason';
  if (outcome === 'delivered') {
    return { outcome, reference: typeof reference === 'string' ? reference.slice(0, 500) : null };
  }
  if (outcome === 'failed') return { outcome, reason: said };
  return {
    outcome: 'retry',
    reason: outcome === 'retry' ? said : 'The channel did not say how it ended',
    retryAfterS: typeof retryAfterS === 'number' && retryAfterS > 0 ? Math.min(retryAfterS, 86_400) : null,
  };
}
