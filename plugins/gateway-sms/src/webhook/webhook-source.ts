import {
  type GatewayContext,
  HttpProblem,
  type MountedRequest,
  type MountedResponse,
  OverloadedError,
  readBody,
} from '@app/plugin-sdk';
import type { SmsConfig } from '../config';
import type { SmsIntake } from '../intake';
import { AddressList } from './address-list';
import { type Call, CallRefused } from './call';
import { kannelCall } from './kannel';
import { jsonCall } from './json';
import { twilioCall } from './twilio';

/** Largest body of a call, bytes. */
const MAX_BODY = 65_536;

const forms = { twilio: twilioCall, kannel: kannelCall, json: jsonCall } as const;

/** Takes messages that a provider hands over by calling the address of this instance. */
export class WebhookSource {
  private readonly addresses: AddressList;
  private publicUrl = '';

  constructor(
    private readonly config: SmsConfig & { mode: keyof typeof forms },
    private readonly context: GatewayContext,
    private readonly intake: SmsIntake,
  ) {
    this.addresses = new AddressList(config.allowedAddresses);
  }

  /** @returns the address to give to the provider */
  start(): string {
    const url = this.context.http.hook(MAX_BODY, (request) => this.handle(request));
    this.publicUrl = this.config.publicUrl === '' ? url : this.config.publicUrl;
    return this.publicUrl;
  }

  private async handle(request: MountedRequest): Promise<MountedResponse> {
    try {
      const call = await this.read(request);
      return call.answer(call.message === null ? null : await this.intake.take(call.message));
    } catch (error) {
      if (error instanceof CallRefused) {
        this.intake.refused(null, error.reason);
        throw new HttpProblem(error.status, `sms.${error.reason}`, 'Call not accepted', error.message);
      }
      if (error instanceof OverloadedError) {
        throw new HttpProblem(503, 'server.unavailable', 'Temporarily unavailable', error.message, {
          'retry-after': String(error.retryAfterS),
        });
      }
      throw error;
    }
  }

  private async read(request: MountedRequest): Promise<Call> {
    if (!this.addresses.allows(request.ip)) {
      throw new CallRefused('foreign-address', 403, 'Calls from this address are not accepted.');
    }
    const body = await readBody(request, MAX_BODY);
    const { config, publicUrl } = this;
    const secret = config.secret as string;
    return forms[config.mode]({ request, body, config, secret, publicUrl, nowMs: this.context.clock.now() });
  }
}
