import { createHash } from 'node:crypto';

/**
 * Root of the hash tree over a list of leaves, given as SHA-256 hashes in hexadecimal.
 * @see RFC 6962, section 2.1: leaves and inner nodes are told apart by a first byte, so that neither passes for the other
 */
export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash('sha256').digest('hex');
  let level: Buffer[] = leaves.map((leaf) =>
    createHash('sha256').update(Buffer.of(0)).update(Buffer.from(leaf, 'hex')).digest(),
  );
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = [level[index] as Buffer, level[index + 1]];
      // An odd node at the end rises as it is, which gives the tree of the RFC.
      next.push(
        right === undefined ? left : createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest(),
      );
    }
    level = next;
  }
  return (level[0] as Buffer).toString('hex');
}
