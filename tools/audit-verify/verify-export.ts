import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Anchor, ChainJudge, type ChainedRow, type JudgedChain, type KeyFinder, readAnchors } from '@app/audit';

/** What is verified, against what. */
export interface VerifyRequest {
  /** Export of the trail, one row a line. */
  file: string;
  /** Folder of seals, kept apart from the database; null: chains are checked against themselves only. */
  checkpoints: string | null;
  /** File with the public key (JWK, JWK set or PEM) that seals must be signed by; null: the key that each seal names. */
  key: string | null;
}

export interface TenantVerdict extends JudgedChain {
  tenant: string;
}

/**
 * Verifies an export without database or server. Chains may follow one another in any order; the rows of one stand in theirs.
 * @throws {Error} when a file cannot be read or a line is no row
 */
export async function verifyExport({ file, checkpoints, key }: VerifyRequest): Promise<TenantVerdict[]> {
  const anchors = checkpoints === null ? [] : await readAnchors(checkpoints);
  const keyOf = await keyFinder(key);
  const judges = new Map<string, ChainJudge>();
  const judgeOf = (tenant: string): ChainJudge => {
    const known = judges.get(tenant) ?? new ChainJudge(tenant, anchors, keyOf);
    judges.set(tenant, known);
    return known;
  };
  // A chain that was sealed and is missing as a whole is a finding too.
  for (const { tenant } of anchors) judgeOf(tenant);
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    const row = parseRow(text, line);
    judgeOf(row.tenant).take(row);
  }
  return [...judges].map(([tenant, judge]) => ({ tenant, ...judge.finish(null) }));
}

function parseRow(text: string, line: number): ChainedRow {
  try {
    const row = JSON.parse(text) as Partial<ChainedRow> | null;
    if (
      typeof row?.tenant === 'string' &&
      typeof row.seq === 'number' &&
      typeof row.hash === 'string' &&
      typeof row.prevHash === 'string' &&
      typeof row.actor === 'object'
    ) {
      return row as ChainedRow;
    }
  } catch {
    // Said below, with the number of the line.
  }
  throw new Error(`Line ${line} is no row of an audit export`);
}

async function keyFinder(file: string | null): Promise<KeyFinder> {
  if (file === null) return (seal) => (seal.publicKey === undefined ? undefined : jwkKey((seal as Anchor).publicKey));
  const text = await readFile(file, 'utf8');
  const keys = text.includes('BEGIN PUBLIC KEY')
    ? [createPublicKey(text)]
    : jwks(JSON.parse(text) as JsonWebKey | { keys: JsonWebKey[] });
  return (seal) => {
    const own = seal.publicKey === undefined ? undefined : jwkKey(seal.publicKey);
    return keys.find((candidate) => own?.equals(candidate) === true);
  };
}

function jwks(value: JsonWebKey | { keys: JsonWebKey[] }): KeyObject[] {
  const list = 'keys' in value && Array.isArray(value.keys) ? (value.keys as JsonWebKey[]) : [value as JsonWebKey];
  return list.map((jwk) => createPublicKey({ key: jwk, format: 'jwk' }));
}

function jwkKey(jwk: JsonWebKey): KeyObject {
  return createPublicKey({ key: jwk, format: 'jwk' });
}
