/** Ways to know a device, in the order offered; a token is made by its own button. */
export const NAME_KINDS = [
  'eui',
  'phone',
  'station',
  'endpoint',
  'sparkplug',
  'certificate',
  'hmac',
  'psk',
  'lorawan',
] as const;
export type NameKind = (typeof NAME_KINDS)[number];

/** A name, a shared secret or a token of a device, as GET /devices/{id}/credentials answers it. */
export interface DeviceName {
  id: string;
  kind: NameKind | 'token';
  /** null: a token. */
  name: string | null;
  createdAt: string;
  expiresAt: string | null;
}

export type CommandState = 'proposed' | 'queued' | 'sent' | 'acknowledged' | 'failed' | 'expired' | 'cancelled';

/** An order to a device, as GET /devices/{id}/commands answers it. */
export interface DeviceCommand {
  id: string;
  name: string;
  payload: Record<string, unknown>;
  state: CommandState;
  detail: string | null;
  createdBy: string;
  approvedBy: string | null;
  createdAt: string;
  expiresAt: string;
}

export interface DeviceCommands {
  /** Orders that the installation allows; empty: none. */
  allowed: string[];
  data: DeviceCommand[];
}

/** What is filled in for a new name. */
export interface NameDraft {
  kind: NameKind;
  name: string;
  /** Hexadecimal; empty: the platform makes one. Of LoRaWAN: AppKey. */
  secret: string;
}

/** Whether a kind asks for a name. */
export function asksName(kind: NameKind): boolean {
  return kind !== 'hmac';
}

/** Whether a kind asks for a secret. */
export function asksSecret(kind: NameKind): boolean {
  return kind === 'hmac' || kind === 'psk' || kind === 'lorawan';
}

/** The body of POST /devices/{id}/credentials. */
export function nameBody({ kind, name, secret }: NameDraft): object {
  const text = name.trim();
  const given = secret.trim();
  if (kind === 'lorawan') return { kind, name: text, keys: { appKey: given } };
  return {
    kind,
    ...(asksName(kind) && text !== '' && { name: text }),
    ...(asksSecret(kind) && given !== '' && { secret: given }),
  };
}

/** The payload of an order as typed; null when it is no JSON object. */
export function payloadOf(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
