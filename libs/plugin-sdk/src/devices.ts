/** Who a device is, after its credential was checked or its name verified by a source that the platform trusts. */
export interface DeviceIdentity {
  /** UUID */
  deviceId: string;
  /** The credential that was shown; see {@link DeviceDirectory.onRevoked}. */
  credentialId: string;
}

/**
 * Names that devices have outside the platform. `eui`: LoRaWAN DevEUI, 16 lower-case hex digits; `phone`: sender number,
 * E.164 with `+`; `station`: number of a logger or modem (IMEI); `endpoint`: LwM2M endpoint name; `sparkplug`:
 * `group/node` or `group/node/device`; `certificate`: SHA-256 fingerprint, lower-case hex.
 */
export const identityKinds = ['eui', 'phone', 'station', 'endpoint', 'sparkplug', 'certificate'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/**
 * Secrets that both sides know. `hmac`: key of signed requests, named by the device's UUID unless it was given another
 * name; `psk`: key of a TLS or DTLS identity; `lorawan`: JSON text with the keys of a raw LoRaWAN device, named by its
 * DevEUI.
 */
export const secretKinds = ['hmac', 'psk', 'lorawan'] as const;
export type SecretKind = (typeof secretKinds)[number];

/** What a device said about itself; fields left out stay as they are. */
export interface DeviceState {
  online?: boolean;
  /** Charge, % */
  batteryPercent?: number;
  /** Received signal strength, dBm */
  signalDbm?: number;
  firmware?: string;
}

/** Capability `devices`. */
export interface DeviceDirectory {
  /** Checks a credential. Resolves to null, after the same work, for an unknown device and for a wrong token. */
  authenticate(deviceId: string, token: string): Promise<DeviceIdentity | null>;
  /**
   * The active device that bears a name outside the platform. The caller vouches that the name is genuine: it came over
   * a verified webhook, a private network or a verified certificate. An instance bound to one municipality or region
   * finds devices of that one only.
   */
  byIdentity(kind: IdentityKind, name: string): Promise<DeviceIdentity | null>;
  /** A secret shared with a device, for checking what it signs. Capability `device-secrets`. Null: unknown or disabled. */
  secretOf(kind: SecretKind, name: string): Promise<(DeviceIdentity & { secret: Uint8Array }) | null>;
  /** All active names of one kind that this instance may serve, for sources that must ask their devices themselves. */
  identities(kind: IdentityKind): Promise<{ name: string; deviceId: string }[]>;
  /** True for a device that exists and is not disabled; for sources that have authenticated it themselves. */
  isActive(deviceId: string): Promise<boolean>;
  /** Is told, within two seconds, the ids of credentials that no longer open a session. @returns ends the listening */
  onRevoked(listener: (credentialIds: ReadonlySet<string>) => void): () => void;
  /** Notes what a device said about itself. Written soon, not at once. */
  report(deviceId: string, state: DeviceState): void;
}
