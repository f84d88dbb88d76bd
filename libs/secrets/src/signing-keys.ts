import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { UnitOfWork, type Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SealedBox } from './sealed-box';

/** What a key signs: access tokens, or checkpoints of the audit trail. */
export type KeyPurpose = 'token' | 'audit';

/** Public half of a P-256 key, as JSON Web Key (RFC 7517). */
export interface PublicJwk {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
}

/** One ES256 key pair. */
export interface SigningKey {
  /** UUID; stands as `kid` in tokens and as key id in checkpoints. */
  id: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
  publicJwk: PublicJwk;
}

interface KeyRow {
  id: string;
  purpose: KeyPurpose;
  public_jwk: PublicJwk | string;
  private_jwk_sealed: Buffer;
  age_s: number;
}

const RELOAD_MS = 30_000;
/** A new key is used once every process has had the time to learn of it. */
const KNOWN_AFTER_S = 90;
const DAY_S = 86_400;
const ROTATE_AFTER_S: Record<KeyPurpose, number> = { token: 30 * DAY_S, audit: 365 * DAY_S };
/** How long the old key of tokens is still believed after its successor was made; tokens live for minutes. */
const OVERLAP = '1 day';

/** The platform's signing keys: made at the first start, kept sealed, replaced in time, looked up in memory only. */
@Injectable()
export class SigningKeys implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(SigningKeys.name);
  private readonly known: Record<KeyPurpose, Map<string, SigningKey>> = { token: new Map(), audit: new Map() };
  private readonly signing: Partial<Record<KeyPurpose, SigningKey>> = {};
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly units: UnitOfWork,
    private readonly box: SealedBox,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.load();
    this.timer = setInterval(() => {
      this.load().catch((error: unknown) => this.logger.warn(`Signing keys not reloaded: ${String(error)}`));
    }, RELOAD_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The key to sign with. */
  current(purpose: KeyPurpose): SigningKey {
    const key = this.signing[purpose];
    if (key === undefined) throw new Error(`No ${purpose} key has been loaded`);
    return key;
  }

  /** A key that may be believed; undefined for every other id. Never looks anywhere but in memory. */
  find(purpose: KeyPurpose, id: string): SigningKey | undefined {
    return this.known[purpose].get(id);
  }

  /** Reads the keys, and makes what is missing or too old; one process at a time does that. */
  async load(): Promise<void> {
    const rows = await this.units.run([], async (work) => {
      const found = await readKeys(work);
      if (!needed(found)) return found;
      await work.sql(`select pg_advisory_xact_lock(hashtextextended('hydrant.signing-keys', 0))`);
      for (const purpose of ['token', 'audit'] as const) {
        if (isDue(await readKeys(work), purpose)) await this.make(work, purpose);
      }
      return readKeys(work);
    });
    for (const purpose of ['token', 'audit'] as const)
      this.take(
        purpose,
        rows.filter((row) => row.purpose === purpose),
      );
  }

  private take(purpose: KeyPurpose, rows: KeyRow[]): void {
    const keys = new Map<string, SigningKey>();
    for (const row of rows) keys.set(row.id, this.known[purpose].get(row.id) ?? this.open(row));
    const settled = rows.filter((row) => row.age_s >= KNOWN_AFTER_S);
    const chosen = settled.at(-1) ?? rows[0];
    if (chosen !== undefined) this.signing[purpose] = keys.get(chosen.id);
    this.known[purpose] = keys;
  }

  private async make(work: Work, purpose: KeyPurpose): Promise<void> {
    const id = uuidv7();
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sealed = this.box.seal(Buffer.from(JSON.stringify(privateKey.export({ format: 'jwk' }))), id);
    if (purpose === 'token') {
      await work.sql(
        `update signing_keys set retired_at = now() + interval '${OVERLAP}' where purpose = ? and retired_at is null`,
        [purpose],
      );
    }
    await work.sql(
      `insert into signing_keys (id, purpose, public_jwk, private_jwk_sealed) values (?, ?, ?::jsonb, ?)`,
      [id, purpose, JSON.stringify(publicKey.export({ format: 'jwk' })), sealed],
    );
  }

  private open(row: KeyRow): SigningKey {
    const jwk = JSON.parse(this.box.open(row.private_jwk_sealed, row.id).toString()) as Record<string, string>;
    const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
    const publicKey = createPublicKey(privateKey);
    return {
      id: row.id,
      privateKey,
      publicKey,
      publicJwk: publicKey.export({ format: 'jwk' }) as unknown as PublicJwk,
    };
  }
}

/** Oldest first. Keys of the audit trail are believed for ever: their checkpoints must stay checkable. */
async function readKeys(work: Work): Promise<KeyRow[]> {
  return work.sql<KeyRow>(
    `select id, purpose, public_jwk, private_jwk_sealed, extract(epoch from now() - created_at)::float8 as age_s
     from signing_keys where purpose = 'audit' or retired_at is null or retired_at > now() order by created_at, id`,
  );
}

function needed(rows: KeyRow[]): boolean {
  return isDue(rows, 'token') || isDue(rows, 'audit');
}

function isDue(rows: KeyRow[], purpose: KeyPurpose): boolean {
  const newest = rows.filter((row) => row.purpose === purpose).at(-1);
  return newest === undefined || newest.age_s > ROTATE_AFTER_S[purpose];
}
