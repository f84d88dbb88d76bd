import { type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { merkleRoot } from './merkle';

/** A stretch of a chain, sealed: everything up to `seq` was as it is at this time. Hashes are hexadecimal SHA-256. */
export interface Checkpoint {
  /** Public id of the tenant. */
  tenant: string;
  /** The stretch begins behind this row. */
  fromSeq: number;
  /** The stretch ends with this row. */
  seq: number;
  /** Hash of the last row. */
  hash: string;
  /** Merkle root over the hashes of the rows of the stretch. */
  root: string;
  /** UTC, to the millisecond. */
  at: string;
  keyId: string;
  /** ES256 over the canonical text of all the other fields, base64url. */
  signature: string;
}

/** A checkpoint as it is kept outside the database, with the hash of each row, so that a changed row can be named. */
export interface Anchor extends Checkpoint {
  leaves: string[];
  /** The key that signed it, for those who have no better source. */
  publicKey: Record<string, string>;
}

type Unsigned = Omit<Checkpoint, 'signature'>;

/** Seals a stretch. */
export function signCheckpoint(checkpoint: Unsigned, privateKey: KeyObject): Checkpoint {
  const signature = sign('sha256', signedText(checkpoint), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return { ...checkpoint, signature: signature.toString('base64url') };
}

export function isGenuine(checkpoint: Checkpoint, publicKey: KeyObject): boolean {
  const signature = Buffer.from(checkpoint.signature, 'base64url');
  return verify('sha256', signedText(checkpoint), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
}

/** The row hashes of an anchor are those that were sealed. */
export function leavesFit({ leaves, root, fromSeq, seq }: Anchor): boolean {
  return leaves.length === seq - fromSeq && merkleRoot(leaves) === root;
}

function signedText({ tenant, fromSeq, seq, hash, root, at, keyId }: Unsigned): Buffer {
  return Buffer.from(canonicalJson({ tenant, fromSeq, seq, hash, root, at, keyId }));
}
