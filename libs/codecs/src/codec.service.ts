import { DatabaseEvents, UnitOfWork } from '@app/database';
import { type CodecLibrary, type DecodeResult, OverloadedError, type UplinkFrame } from '@app/plugin-sdk';
import { DeviceRegistry } from '@app/telemetry';
import { TenantTree } from '@app/tenancy';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  type DecodedPayload,
  type ScriptCodec,
  decodeBuiltIn,
  decodeUplink,
  encodeDownlink,
} from './decoding/payload-codec';
import type { Readings } from './decoding/readings';
import { CodecFailureError, CodecSandbox, SandboxBusyError } from './sandbox';

/** Notifications tell of changes; this is for one that was missed. */
const KEPT_MS = 10_000;
const MAX_KEPT = 5_000;
const BUSY_RETRY_S = 2;

type CodecRow = Omit<ScriptCodec, 'key'> & { status: string; version: number };

/** Decodes and encodes payloads of devices by the codec that each is set to. For the processes that run gateways. */
@Injectable()
export class CodecService implements CodecLibrary, OnModuleInit, OnModuleDestroy {
  private readonly known = new Map<string, { codec: Promise<ScriptCodec | string>; until: number }>();
  private unlisten: (() => void) | undefined;

  constructor(
    private readonly units: UnitOfWork,
    private readonly events: DatabaseEvents,
    private readonly registry: DeviceRegistry,
    private readonly tree: TenantTree,
    private readonly sandbox: CodecSandbox,
  ) {}

  onModuleInit(): void {
    this.unlisten = this.events.listen('codecs', () => this.known.clear());
  }

  onModuleDestroy(): void {
    this.unlisten?.();
  }

  /** @throws {OverloadedError} nothing was tried */
  async decode(deviceId: string, frame: UplinkFrame): Promise<DecodeResult> {
    const codec = await this.codecOf(deviceId);
    if (typeof codec === 'string' && codec !== 'cayenne-lpp') return { ok: false, error: codec };
    try {
      if (typeof codec === 'string') return told(decodeBuiltIn(frame.bytes), []);
      const decoded = await decodeUplink(this.sandbox, codec, frame);
      return decoded.errors.length > 0
        ? { ok: false, error: saidBy(codec, decoded) }
        : told(decoded.readings, decoded.warnings);
    } catch (error) {
      if (error instanceof CodecFailureError) return { ok: false, error: error.message };
      throw error instanceof SandboxBusyError ? new OverloadedError(error.message, BUSY_RETRY_S) : error;
    }
  }

  /** @throws {CodecFailureError} that names the codec and the cause; OverloadedError */
  async encode(
    deviceId: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<{ bytes: Uint8Array; fPort: number }> {
    const codec = await this.codecOf(deviceId);
    if (codec === 'cayenne-lpp') throw new CodecFailureError(codec, 'missing', 'it cannot write orders');
    if (typeof codec === 'string') throw new Error(codec);
    try {
      const { bytes, fPort } = await encodeDownlink(this.sandbox, codec, data);
      return { bytes, fPort };
    } catch (error) {
      throw error instanceof SandboxBusyError ? new OverloadedError(error.message, BUSY_RETRY_S) : error;
    }
  }

  /** A text: the name of a built-in codec, or why there is none. */
  private codecOf(deviceId: string): Promise<ScriptCodec | string> | string {
    const device = this.registry.activeDevice(deviceId);
    if (device === undefined) return 'The device is not known or disabled';
    const { codec: id, tenantId } = device;
    if (id === null) return 'No codec is set for the device';
    if (id === 'cayenne-lpp') return id;
    const key = `${tenantId}:${id}`;
    const kept = this.known.get(key);
    if (kept !== undefined && kept.until > Date.now()) return kept.codec;
    if (this.known.size >= MAX_KEPT) this.known.clear();
    const codec = this.load(tenantId, id);
    const entry = { codec, until: Date.now() + KEPT_MS };
    this.known.set(key, entry);
    codec.catch(() => {
      if (this.known.get(key) === entry) this.known.delete(key);
    });
    return codec;
  }

  private load(tenantId: number, id: string): Promise<ScriptCodec | string> {
    return this.units.run([tenantId], async ({ sql }) => {
      const [row] = await sql<CodecRow>(
        `select name, kind, status, source, fields, version from codecs where id = ?::uuid and tenant_id in (?, ?)`,
        [id, tenantId, this.tree.nation().id],
      );
      if (row === undefined) return 'The codec that is set for the device does not exist';
      const { version, status, ...codec } = row;
      return status === 'active' ? { ...codec, key: `${id}:${version}` } : `Codec "${row.name}": it is a draft`;
    });
  }
}

function saidBy({ name }: ScriptCodec, { errors }: DecodedPayload): string {
  return `Codec "${name}": ${errors.join('; ')}`;
}

function told({ values, batteryPercent, signalDbm, warnings }: Readings, own: string[]): DecodeResult {
  const state = { ...(batteryPercent !== null && { batteryPercent }), ...(signalDbm !== null && { signalDbm }) };
  return { ok: true, values, warnings: own.length > 0 ? own : warnings, state };
}
