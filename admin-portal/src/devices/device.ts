import type { LonLat } from '../data/types';

/** A device as GET /devices answers it. */
export interface Device {
  id: string;
  municipalityId: string;
  name: string;
  /** Gateway through which it sends. */
  protocol: string;
  status: 'active' | 'disabled';
  location: LonLat | null;
  lastSeenAt: string | null;
  /** null: its protocol does not tell. */
  online: boolean | null;
  batteryPercent: number | null;
  signalDbm: number | null;
  firmware: string | null;
  /** Reads its payloads: a built-in codec or the id of one. */
  codec: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** What a device signs in with; the token is answered once. */
export interface Credential {
  deviceId: string;
  token: string;
}

/** Outcomes of readings in the ledger, in the order shown. */
export const OUTCOMES = ['stored', 'late', 'duplicate', 'conflict', 'quarantined', 'refused'] as const;
export type OutcomeCounts = Record<(typeof OUTCOMES)[number], number>;

/** Readings of a device by minute and outcome. */
export interface Ledger {
  totals: OutcomeCounts;
  /** Minutes in which something came, newest first. */
  data: ({ minute: string } & OutcomeCounts)[];
}

const protocolNames: Readonly<Record<string, string>> = {
  coap: 'CoAP',
  lorawan: 'LoRaWAN',
  lwm2m: 'LwM2M',
  modbus: 'Modbus',
  sparkplug: 'Sparkplug B',
};

/** How a protocol is written. */
export function protocolName(protocol: string): string {
  return protocolNames[protocol] ?? protocol.toUpperCase();
}
