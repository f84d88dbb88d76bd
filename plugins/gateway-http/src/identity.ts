import type { DeviceIdentity, GatewayContext, MountedRequest } from '@app/plugin-sdk';
import type { HttpConfig } from './config';
import { problems } from './problems';
import { type Signed, isSigned, readSigned, verifies } from './signature';

const bearer = /^Bearer ([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_~+/=-]{16,512})$/i;
const PROTOCOL = 'http';

/** Tells who sends a request: by a bearer token, or by a signature over the body. */
export class Senders {
  constructor(
    private readonly config: HttpConfig,
    private readonly context: GatewayContext,
  ) {}

  /** By the token. Unknown device, wrong token and no token answer the same. @throws {HttpProblem} 401 */
  async byToken({ headers }: MountedRequest): Promise<DeviceIdentity> {
    const [, deviceId, token] = bearer.exec(String(headers['authorization'] ?? '')) ?? [];
    const identity =
      deviceId === undefined || token === undefined ? null : await this.context.devices.authenticate(deviceId, token);
    if (identity !== null) return identity;
    return this.refuse('bad-token');
  }

  /**
   * By the signature.
   * @param body - as it came: it is verified before anything reads it
   * @throws {HttpProblem} 401
   */
  async bySignature({ headers }: MountedRequest, body: Uint8Array): Promise<DeviceIdentity & { signed: Signed }> {
    const signed = readSigned(headers);
    if (signed === null) return this.refuse('bad-signature');
    const known = await this.context.devices.secretOf('hmac', signed.deviceId);
    if (!verifies(signed, known?.secret ?? null, body) || known === null) return this.refuse('bad-signature');
    const { deviceId, credentialId } = known;
    const now = this.context.clock.now();
    if (Math.abs(now - Number(signed.timestamp) * 1_000) > this.config.clockToleranceS * 1_000) {
      this.context.telemetry.refused(deviceId, PROTOCOL, 'clock-skew');
      throw problems.clockSkew(now, this.config.clockToleranceS);
    }
    return { deviceId, credentialId, signed };
  }

  /** A device that is named wrongly is not told of: anybody could fill its ledger. */
  private refuse(reason: string): never {
    this.context.telemetry.refused(null, PROTOCOL, reason);
    throw problems.unauthenticated(this.context.clock.now());
  }
}

export { isSigned };
