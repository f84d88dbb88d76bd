import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type GatewayContext,
  HttpProblem,
  type MountedRequest,
  type MountedResponse,
  OverloadedError,
  toIngestReport,
} from '@app/plugin-sdk';
import type { LorawanConfig } from './config';
import { EventFault } from './network-event';
import { type Outcome, PROTOCOL } from './uplinks';

/** Takes one event. @param name - ChirpStack: which event it is */
export type Take = (name: string, body: Uint8Array) => Promise<Outcome>;

/** The webhook that a network server calls. */
export class Hook {
  private pending = 0;

  constructor(
    private readonly config: LorawanConfig,
    private readonly context: GatewayContext,
    private readonly take: Take,
  ) {}

  async answer(request: MountedRequest): Promise<MountedResponse> {
    this.authenticate(request);
    if (request.method !== 'POST') return { status: 200, body: { network: this.config.network } };
    if (this.pending >= this.config.inFlight) throw busy('Too many events at a time', 1);
    const name = new URLSearchParams(request.query).get('event') ?? request.subPath.split('/').at(-1) ?? '';
    this.pending += 1;
    try {
      return answerFor(await this.take(name, request.body));
    } catch (error) {
      if (error instanceof OverloadedError) throw busy(error.message, error.retryAfterS);
      if (!(error instanceof EventFault)) throw error;
      this.context.telemetry.refused(null, PROTOCOL, error.reason);
      throw new HttpProblem(400, `lorawan.${error.reason}`, 'Event cannot be used', error.message);
    } finally {
      this.pending -= 1;
    }
  }

  private authenticate({ headers }: MountedRequest): void {
    const { secretHeader, secret, basicUser, basicPassword } = this.config;
    const shown = headers[secretHeader.toLowerCase()];
    if (secret !== undefined && typeof shown === 'string' && same(shown, secret)) return;
    if (basicUser !== undefined && basicPassword !== undefined) {
      const expected = `Basic ${Buffer.from(`${basicUser}:${basicPassword}`).toString('base64')}`;
      if (same(headers.authorization as string | undefined, expected)) return;
    }
    this.context.telemetry.refused(null, PROTOCOL, 'bad-credential');
    throw new HttpProblem(401, 'lorawan.unauthenticated', 'Not recognised', 'Show the secret of this instance.', {
      'www-authenticate': 'Basic realm="lorawan"',
    });
  }
}

/**
 * A device that is not known here is no fault of the network server: one that is told of faults stops sending for all
 * devices of an application.
 */
function answerFor(outcome: Outcome): MountedResponse {
  if (!('refused' in outcome)) {
    return { status: 200, body: outcome.report === null ? {} : toIngestReport(outcome.report, false) };
  }
  if (outcome.waitMs === 0) return { status: 200, body: { refused: outcome.refused } };
  throw new HttpProblem(429, 'request.too-many', 'Too many requests', 'The device sends more than it may.', {
    'retry-after': String(Math.ceil(outcome.waitMs / 1_000)),
  });
}

function busy(detail: string, retryAfterS: number): HttpProblem {
  const headers = { 'retry-after': String(retryAfterS) };
  return new HttpProblem(503, 'server.unavailable', 'Temporarily unavailable', detail, headers);
}

function same(shown: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(shown ?? ''), digest(expected));
}
