import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A metric as it travels, before its type is known. */
export interface Metric {
  /** '' in messages that name it by its alias. */
  name: string;
  alias: bigint | null;
  /** Unix ms; null: the payload's holds. */
  timestamp: number | null;
  /** Number of the type; 0: not given. */
  datatype: number;
  isHistorical: boolean;
  isTransient: boolean;
  isNull: boolean;
  properties: Properties;
  value: MetricValue;
}

/** The field that the value came in. `other`: text, bytes, data set, template. */
export type MetricValue =
  | { kind: 'int'; value: number }
  | { kind: 'long'; value: bigint }
  | { kind: 'float' | 'double'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'none' | 'other' };

/** Properties that are looked at. */
export interface Properties {
  /** Engineering unit; '' when not given. */
  unit: string;
  /** 0 bad, 192 good, 500 stale; null when not given. */
  quality: number | null;
}

/** A Sparkplug B payload. */
export interface Payload {
  /** Unix ms */
  timestamp: number | null;
  /** 0..255; null in the will of a node. */
  seq: number | null;
  metrics: Metric[];
}

/** The bytes are no payload. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

const noProperties: Properties = { unit: '', quality: null };

/**
 * Reads a payload in the published schema (Sparkplug 3.0, chapter 6; package org.eclipse.tahu.protobuf).
 * @param maxMetrics - more are refused
 * @throws {PayloadError}
 */
export function decodePayload(bytes: Uint8Array, maxMetrics: number): Payload {
  try {
    const reader = new BinaryReader(bytes);
    const payload: Payload = { timestamp: null, seq: null, metrics: [] };
    while (reader.pos < reader.len) {
      const [field, wire] = reader.tag();
      if (field === 1) payload.timestamp = time(varint(reader, wire));
      else if (field === 2) {
        if (payload.metrics.length >= maxMetrics) throw new PayloadError(`It has over ${maxMetrics} metrics`);
        payload.metrics.push(decodeMetric(bytesOf(reader, wire)));
      } else if (field === 3) payload.seq = sequence(varint(reader, wire));
      else reader.skip(wire, field);
    }
    return payload;
  } catch (error) {
    if (error instanceof PayloadError) throw error;
    throw new PayloadError(`It is no Sparkplug payload: ${(error as Error).message}`);
  }
}

function decodeMetric(bytes: Uint8Array): Metric {
  const reader = new BinaryReader(bytes);
  const metric: Metric = {
    name: '',
    alias: null,
    timestamp: null,
    datatype: 0,
    isHistorical: false,
    isTransient: false,
    isNull: false,
    properties: noProperties,
    value: { kind: 'none' },
  };
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    switch (field) {
      case 1:
        metric.name = textOf(reader, wire);
        break;
      case 2:
        metric.alias = varint(reader, wire);
        break;
      case 3:
        metric.timestamp = time(varint(reader, wire));
        break;
      case 4:
        metric.datatype = Number(varint(reader, wire));
        break;
      case 5:
        metric.isHistorical = varint(reader, wire) !== 0n;
        break;
      case 6:
        metric.isTransient = varint(reader, wire) !== 0n;
        break;
      case 7:
        metric.isNull = varint(reader, wire) !== 0n;
        break;
      case 9:
        metric.properties = decodeProperties(bytesOf(reader, wire));
        break;
      default:
        metric.value = decodeValue(reader, field, wire, 10) ?? metric.value;
    }
  }
  return metric;
}

/** @param first - number of the field for whole numbers; the others follow it @returns null for a field that is no value */
function decodeValue(reader: BinaryReader, field: number, wire: WireType, first: number): MetricValue | null {
  switch (field - first) {
    case 0:
      return { kind: 'int', value: Number(BigInt.asUintN(32, varint(reader, wire))) };
    case 1:
      return { kind: 'long', value: varint(reader, wire) };
    case 2:
      expectWire(wire, WireType.Bit32);
      return { kind: 'float', value: reader.float() };
    case 3:
      expectWire(wire, WireType.Bit64);
      return { kind: 'double', value: reader.double() };
    case 4:
      return { kind: 'boolean', value: varint(reader, wire) !== 0n };
    default:
      reader.skip(wire, field);
      return field > first ? { kind: 'other' } : null;
  }
}

/** Keys and values are two lists side by side. */
function decodeProperties(bytes: Uint8Array): Properties {
  const reader = new BinaryReader(bytes);
  const keys: string[] = [];
  const values: (string | number | null)[] = [];
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (field === 1) keys.push(textOf(reader, wire));
    else if (field === 2) values.push(decodeProperty(bytesOf(reader, wire)));
    else reader.skip(wire, field);
  }
  const of = (name: string) => values[keys.indexOf(name)] ?? null;
  const unit = of('engUnit');
  const quality = of('Quality');
  return {
    unit: typeof unit === 'string' ? unit.trim() : '',
    quality: typeof quality === 'number' ? quality : null,
  };
}

function decodeProperty(bytes: Uint8Array): string | number | null {
  const reader = new BinaryReader(bytes);
  let found: string | number | null = null;
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (field === 8) found = textOf(reader, wire);
    else if (field === 3 || field === 4) found = Number(varint(reader, wire));
    else reader.skip(wire, field);
  }
  return found;
}

/**
 * Writes a payload. What the reader does not look at (texts, data sets, templates, other properties) is not written.
 */
export function encodePayload({ timestamp, seq, metrics }: Payload): Uint8Array {
  const writer = new BinaryWriter();
  if (timestamp !== null) writer.tag(1, WireType.Varint).uint64(timestamp);
  for (const metric of metrics) {
    writer.tag(2, WireType.LengthDelimited).fork();
    encodeMetric(writer, metric);
    writer.join();
  }
  if (seq !== null) writer.tag(3, WireType.Varint).uint64(seq);
  return writer.finish();
}

function encodeMetric(writer: BinaryWriter, metric: Metric): void {
  if (metric.name !== '') writer.tag(1, WireType.LengthDelimited).string(metric.name);
  if (metric.alias !== null) writer.tag(2, WireType.Varint).uint64(metric.alias);
  if (metric.timestamp !== null) writer.tag(3, WireType.Varint).uint64(metric.timestamp);
  if (metric.datatype !== 0) writer.tag(4, WireType.Varint).uint32(metric.datatype);
  if (metric.isHistorical) writer.tag(5, WireType.Varint).bool(true);
  if (metric.isTransient) writer.tag(6, WireType.Varint).bool(true);
  if (metric.isNull) writer.tag(7, WireType.Varint).bool(true);
  encodeProperties(writer, metric.properties);
  const { value } = metric;
  if (value.kind === 'int') writer.tag(10, WireType.Varint).uint32(value.value);
  else if (value.kind === 'long') writer.tag(11, WireType.Varint).uint64(value.value);
  else if (value.kind === 'float') writer.tag(12, WireType.Bit32).float(value.value);
  else if (value.kind === 'double') writer.tag(13, WireType.Bit64).double(value.value);
  else if (value.kind === 'boolean') writer.tag(14, WireType.Varint).bool(value.value);
}

/** Types of property values. */
const INT32 = 3;
const STRING = 12;

function encodeProperties(writer: BinaryWriter, { unit, quality }: Properties): void {
  if (unit === '' && quality === null) return;
  writer.tag(9, WireType.LengthDelimited).fork();
  if (unit !== '') {
    writer.tag(1, WireType.LengthDelimited).string('engUnit');
    writer.tag(2, WireType.LengthDelimited).fork().tag(1, WireType.Varint).uint32(STRING);
    writer.tag(8, WireType.LengthDelimited).string(unit).join();
  }
  if (quality !== null) {
    writer.tag(1, WireType.LengthDelimited).string('Quality');
    writer.tag(2, WireType.LengthDelimited).fork().tag(1, WireType.Varint).uint32(INT32);
    writer.tag(3, WireType.Varint).uint32(quality).join();
  }
  writer.join();
}

function expectWire(given: WireType, wanted: WireType): void {
  if (given !== wanted) throw new PayloadError(`A field has the wire type ${given} instead of ${wanted}`);
}

function varint(reader: BinaryReader, wire: WireType): bigint {
  expectWire(wire, WireType.Varint);
  return BigInt(reader.uint64());
}

function bytesOf(reader: BinaryReader, wire: WireType): Uint8Array {
  expectWire(wire, WireType.LengthDelimited);
  return reader.bytes();
}

function textOf(reader: BinaryReader, wire: WireType): string {
  expectWire(wire, WireType.LengthDelimited);
  return reader.string(true);
}

/** Latest time that a date can have, Unix ms. */
const LATEST = 8.64e15;

function time(ms: bigint): number | null {
  return ms > LATEST ? null : Number(ms);
}

function sequence(seq: bigint): number {
  if (seq > 255n) throw new PayloadError('Its sequence number is over 255');
  return Number(seq);
}
