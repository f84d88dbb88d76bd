import type { MultiPolygon } from 'geojson';
import type { Finding } from '../data/types';
import type { Quantity } from '../i18n/format';

/** Balance of a metered area at one moment. */
export interface AreaBalance {
  key: string;
  zoneId: string | null;
  zoneName: string | null;
  inflowM3h: number | null;
  expectedM3h: number | null;
  z: number | null;
}

export interface TwinRun {
  at: string;
  revision: number;
  state: 'good' | 'doubtful' | 'failed';
  quality: {
    measuredShare: number;
    balanceErrorShare: number | null;
    compared: number;
    staleSensors: string[];
    notes: string[];
    areas: AreaBalance[];
    durationMs: number;
  };
}

/** A hydraulic twin as GET /twins answers it. */
export interface Twin {
  id: string;
  version: number;
  municipalityId: string;
  municipalityName: string;
  zoneId: string | null;
  name: string;
  state: 'active' | 'paused';
  revision: number;
  counts: Record<'junctions' | 'reservoirs' | 'tanks' | 'pipes' | 'pumps' | 'valves', number>;
  sensors: Record<'boundary' | 'compare' | 'ignored' | 'suggested' | 'conspicuous', number>;
  openSuspects: number;
  lastRun: TwinRun | null;
  failure: string | null;
  createdAt: string;
  updatedAt: string;
}

export type Usage = 'boundary' | 'compare' | 'ignored';
export const USAGES: readonly Usage[] = ['boundary', 'compare', 'ignored'];

/** Place of a sensor in the model, with how it compares. */
export interface TwinLink {
  sensorId: string;
  sensorCode: string;
  sensorName: string;
  quantity: Quantity;
  unit: string;
  elementKind: 'node' | 'link';
  elementId: string;
  usage: Usage;
  direction: 1 | -1;
  gaugeHeightM: number;
  assetId: string | null;
  assetName: string | null;
  source: 'suggested' | 'confirmed';
  distanceM: number | null;
  at: string | null;
  measured: number | null;
  simulated: number | null;
  residual: number | null;
  bias: number | null;
  z: number | null;
  conspicuous: boolean;
  /** What was found, in one English sentence; null: nothing. */
  message: string | null;
  /** The same as data; null: nothing, or found by an earlier release. */
  finding: Finding | null;
}

export interface TwinLinks {
  data: TwinLink[];
  unlinked: { sensorId: string; code: string; name: string; quantity: Quantity }[];
}

export interface TwinElement {
  kind: 'node' | 'link';
  id: string;
  class: string;
  assetId: string | null;
  assetName: string | null;
}

export interface TwinValues {
  unit: string;
  times: string[];
  measured: (number | null)[];
  simulated: (number | null)[];
  z: (number | null)[];
}

/** A suspected leak as GET /leak-suspects answers it. */
export interface LeakSuspect {
  id: string;
  version: number;
  municipalityId: string;
  twinId: string;
  origin: 'twin' | 'request';
  state: 'open' | 'confirmed' | 'not_found';
  zoneId: string | null;
  zoneName: string | null;
  beganAt: string;
  endedAt: string | null;
  foundAt: string;
  sizeM3h: number | null;
  sizeLowM3h: number | null;
  sizeHighM3h: number | null;
  pipes: { assetId: string | null; elementId: string; name: string; probability: number }[];
  areaShare: number;
  areaLengthM: number;
  consideredLengthM: number;
  area: MultiPolygon | null;
  statement: string;
  outcomeAssetId: string | null;
  outcomeComment: string | null;
  closedAt: string | null;
  closedBy: string | null;
}

export interface WhatIfRequest {
  close?: string[];
  pumpOff?: string[];
  burst?: { assetId: string; diameterMm?: number; flowM3h?: number };
  isolate?: boolean;
  durationH?: number;
}

export interface WhatIfResult {
  at: string;
  durationH: number;
  affectedNodes: number;
  affectedDemandM3h: number;
  affectedCustomers: number;
  totalNodes: number;
  burstM3h: number | null;
  valvesToClose: { assetId: string | null; elementId: string; name: string }[];
  isolatedNodes: number;
  area: MultiPolygon | null;
  nodes: {
    elementId: string;
    assetId: string | null;
    location: { lon: number; lat: number } | null;
    beforeKpa: number;
    afterKpa: number;
    affected: boolean;
  }[];
  notes: string[];
  durationMs: number;
}
