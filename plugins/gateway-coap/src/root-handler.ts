import type { GatewayContext } from '@app/plugin-sdk';
import { Code } from './coap/codes';
import { Option, badOption, textOptions } from './coap/options';
import type { CoapAnswer, CoapHandler, CoapRequest, Peer } from './coap/peer';
import type { Lwm2mServer } from './lwm2m/lwm2m-server';
import type { TelemetryResource } from './telemetry-resource';

/** Leads requests to `/s` (readings), `/rd` and `/dp` (LwM2M). Whatever goes wrong here is answered without content. */
export class RootHandler implements CoapHandler {
  constructor(
    private readonly context: GatewayContext,
    private readonly telemetry: TelemetryResource,
    private readonly lwm2m: Lwm2mServer,
  ) {}

  async request(request: CoapRequest): Promise<CoapAnswer> {
    try {
      return await this.route(request);
    } catch (error) {
      this.context.logger.warn(`A request could not be handled: ${String(error)}`);
      throw error;
    }
  }

  expects(token: Uint8Array, peer: Peer): boolean {
    return this.lwm2m.expects(token, peer);
  }

  async notification(notification: CoapRequest): Promise<void> {
    try {
      await this.lwm2m.notification(notification);
    } catch (error) {
      this.context.logger.warn(`A notification could not be handled: ${String(error)}`);
      throw error;
    }
  }

  private async route(request: CoapRequest): Promise<CoapAnswer> {
    const { code, options } = request.message;
    const wrong = badOption(options);
    if (wrong !== null) return this.refuse(Code.badOption, 'bad-option');
    if (options.some(({ number }) => number === Option.proxyUri || number === Option.proxyScheme)) {
      return this.refuse(Code.proxyingNotSupported, 'proxying');
    }
    const path = textOptions(options, Option.uriPath);
    if (path === null) return this.refuse(Code.badRequest, 'bad-path');
    const [first, ...rest] = path;
    switch (first) {
      case 's':
        if (code !== Code.post) return this.refuse(Code.methodNotAllowed, 'bad-method');
        return this.telemetry.post(request, rest);
      case 'rd':
        return this.lwm2m.registration(request, rest);
      case 'dp':
        if (code !== Code.post || rest.length > 0) return this.refuse(Code.methodNotAllowed, 'bad-method');
        return this.lwm2m.send(request);
      default:
        return this.refuse(Code.notFound, 'unknown-path');
    }
  }

  private refuse(code: number, reason: string): CoapAnswer {
    this.context.telemetry.refused(null, 'coap', reason);
    return { code, keep: false };
  }
}
