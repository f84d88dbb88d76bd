import type { Delivery, Notification } from '@app/plugin-sdk';
import { Injectable } from '@nestjs/common';
import { PluginHost } from '../host/plugin-host';
import { within } from '../host/within';

const TIMEOUT_MS = 35_000;
/** Of what a channel says, characters. */
const LONGEST = 500;

/** The one way out for messages: through the instances of channel plugins. Retrying is left to the caller. */
@Injectable()
export class Channels {
  constructor(private readonly host: PluginHost) {}

  /**
   * Makes one attempt.
   * @param instance - id of an instance of a channel plugin
   */
  async deliver(instance: string, notification: Notification): Promise<Delivery> {
    const found = this.host.runs('channel').find((each) => each.instance === instance);
    if (found === undefined) return { outcome: 'retry', reason: 'The channel does not run', retryAfterS: null };
    const { run, shown } = found;
    try {
      return asDelivery(await within(TIMEOUT_MS, run.call('deliver', notification), 'the delivery'), shown);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { outcome: 'retry', reason: shown(reason).slice(0, LONGEST), retryAfterS: null };
    }
  }
}

/** What a channel answers is not trusted. */
function asDelivery(value: unknown, shown: (text: string) => string): Delivery {
  const { outcome, reference, reason, retryAfterS } = (value ?? {}) as Record<string, unknown>;
  const said = typeof reason === 'string' ? shown(reason).slice(0, LONGEST) : 'The channel gives no reason';
  if (outcome === 'delivered') {
    return { outcome, reference: typeof reference === 'string' ? shown(reference).slice(0, LONGEST) : null };
  }
  if (outcome === 'failed') return { outcome, reason: said };
  return {
    outcome: 'retry',
    reason: outcome === 'retry' ? said : 'The channel did not say how it ended',
    retryAfterS: typeof retryAfterS === 'number' && retryAfterS > 0 ? Math.min(retryAfterS, 86_400) : null,
  };
}
