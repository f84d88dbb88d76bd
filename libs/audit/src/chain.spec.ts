import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { type Json, canonicalJson, toJson } from './canonical-json';
import { type AuditRow, type ChainedRow, genesis, link, verifyChain } from './chain';
import { ChainJudge, type Seal } from './chain-judge';
import { signCheckpoint } from './checkpoint';
import { merkleRoot } from './merkle';
import { redacted } from './redact';

const TENANT = '01890000-0000-7000-8000-000000000001';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function row(seq: number, after: Json = { value: seq }): AuditRow {
  return {
    tenant: TENANT,
    seq,
    id: `01890000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
    at: '2026-01-02T03:04:05.006Z',
    actor: { kind: 'user', id: 'u', name: 'Ümit' },
    action: 'update',
    objectType: 'Sensor',
    objectId: 's',
    result: 'done',
    before: null,
    after,
    reason: null,
    requestId: null,
    ip: '192.0.2.1',
  };
}

/** Links rows into a chain, as the platform or a forger who recomputes it would. */
function chainOf(rows: AuditRow[]): ChainedRow[] {
  let { hash } = genesis(TENANT);
  return rows.map((item) => {
    const chained = link(hash, item);
    hash = chained.hash;
    return chained;
  });
}

function sealOf(chain: ChainedRow[], fromSeq: number, seq: number, withLeaves: boolean, key = privateKey): Seal {
  const leaves = chain.slice(fromSeq, seq).map(({ hash }) => hash);
  const { hash } = chain[seq - 1] as ChainedRow;
  const seal = signCheckpoint(
    { tenant: TENANT, fromSeq, seq, hash, root: merkleRoot(leaves), at: '2026-01-02T04:00:00.000Z', keyId: 'k' },
    key,
  );
  return withLeaves ? { ...seal, leaves } : seal;
}

function judge(rows: ChainedRow[], seals: Seal[]) {
  const judging = new ChainJudge(TENANT, seals, () => publicKey);
  for (const item of rows) judging.take(item);
  return judging.finish(null);
}

const anyJson = fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<Json>;

describe('canonicalJson', () => {
  it('writes keys in order and numbers and strings as ECMAScript does', () => {
    expect(canonicalJson({ b: [1, 1e21, -0.5], a: 'é"\n', '€': null, A: {} })).toBe(
      String.raw`{"A":{},"a":"é\"\n","b":[1,1e+21,-0.5],"€":null}`,
    );
  });

  it('depends on the value alone, not on the order of keys or on how it has travelled', () => {
    const shuffled = (value: Json): Json =>
      Array.isArray(value)
        ? value.map(shuffled)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, shuffled(inner)]),
            )
          : value;
    fc.assert(
      fc.property(anyJson, (given) => {
        const value = toJson(given);
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)) as Json)).toBe(canonicalJson(value));
        expect(toJson(value)).toEqual(value);
      }),
    );
  });

  it('replaces what the database cannot hold', () => {
    expect(toJson({ 'a\0': 'x\0y\uD800z', d: new Date(0), u: undefined, n: -0 })).toEqual({
      'a\uFFFD': 'x\uFFFDy\uFFFDz',
      d: '1970-01-01T00:00:00.000Z',
      n: 0,
    });
  });
});

describe('redacted', () => {
  it('takes secrets out wherever they stand, keeps flags, and shortens large geometries', () => {
    const line = { type: 'LineString', coordinates: Array.from({ length: 1000 }, (_item, index) => [index, index]) };
    const result = redacted({
      name: 'a',
      password: 'p',
      nested: [{ apiToken: 't', mfaSecret: { x: 1 } }],
      mustChangePassword: true,
      line,
    });
    expect(result).toMatchObject({
      name: 'a',
      password: '[redacted]',
      nested: [{ apiToken: '[redacted]', mfaSecret: '[redacted]' }],
      mustChangePassword: true,
      line: { shortened: 'geometry', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });
});

describe('merkleRoot', () => {
  /** Vectors of the Certificate Transparency project for RFC 6962; leaf data in hexadecimal. */
  const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('gives the published root of %d leaves', (count, root) => {
    expect(merkleRoot(data.slice(0, count))).toBe(root);
  });

  it('tells order, count and level apart', () => {
    const leaves = ['00', '11', '22', '33', '44'].map((byte) => byte.repeat(32));
    const roots = [leaves, leaves.slice(0, 4), [...leaves].reverse(), [...leaves, leaves[4] as string], []].map(
      merkleRoot,
    );
    expect(new Set(roots).size).toBe(5);
    const inner = merkleRoot(leaves.slice(0, 2));
    expect(merkleRoot([inner, ...leaves.slice(2)])).not.toBe(merkleRoot(leaves));
  });
});

describe('a chain', () => {
  const rows = Array.from({ length: 12 }, (_item, index) => row(index + 1));
  const chain = chainOf(rows);

  it('holds as it was written, whatever the rows say', () => {
    fc.assert(
      fc.property(fc.array(anyJson, { maxLength: 8 }), (values) => {
        const written = chainOf(values.map((value, index) => row(index + 1, toJson(value))));
        const read = JSON.parse(JSON.stringify(written)) as ChainedRow[];
        expect(verifyChain(read, genesis(TENANT))).toMatchObject({ valid: true, rows: values.length });
      }),
    );
  });

  it('names the first row that was altered, in whatever field', () => {
    const changes: Partial<ChainedRow>[] = [
      { after: { value: 99 } },
      { actor: { kind: 'user', id: 'u', name: 'Other' } },
      { at: '2026-01-02T03:04:05.007Z' },
      { result: 'denied' },
      { objectId: null },
      { ip: null },
      { reason: '' },
      { requestId: 'r' },
      { id: '01890000-0000-7000-8000-00000000ffff' },
    ];
    for (const change of changes) {
      const altered = chain.map((item) => (item.seq === 5 ? { ...item, ...change } : item));
      expect(verifyChain(altered, genesis(TENANT))).toMatchObject({ valid: false, firstBadSeq: 5, fault: 'altered' });
    }
  });

  it('notices any single change, deletion, insertion or swap', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.nat(11), fc.constantFrom('alter', 'delete', 'insert', 'swap'), (at, other, kind) => {
        const forged = [...chain];
        if (kind === 'alter') forged[at] = { ...(forged[at] as ChainedRow), after: { value: -1 } };
        if (kind === 'delete') forged.splice(at, 1);
        if (kind === 'insert') forged.splice(at, 0, chain[other] as ChainedRow);
        if (kind === 'swap') [forged[at], forged[other]] = [forged[other] as ChainedRow, forged[at] as ChainedRow];
        fc.pre(kind !== 'swap' || at !== other);
        const verdict = judge(forged, [sealOf(chain, 0, 12, false)]);
        expect(verdict.valid).toBe(false);
      }),
    );
  });

  it('does not hold for another tenant', () => {
    expect(verifyChain(chain, genesis('another'))).toMatchObject({ valid: false, firstBadSeq: 1, fault: 'unlinked' });
  });

  const recomputed = chainOf(rows.map((item) => (item.seq === 7 ? { ...item, after: { value: 'forged' } } : item)));

  it('that was recomputed looks good by itself, and not beside its seals', () => {
    expect(judge(recomputed, [])).toMatchObject({ valid: true });
    const inDatabase = [sealOf(chain, 0, 4, false), sealOf(chain, 4, 10, false)];
    expect(judge(recomputed, inDatabase)).toMatchObject({
      valid: false,
      firstBadSeq: 5,
      fault: 'rewritten',
      lastCheckpoint: { seq: 4 },
    });
    const inFiles = [sealOf(chain, 0, 4, true), sealOf(chain, 4, 10, true)];
    expect(judge(recomputed, inFiles)).toMatchObject({ valid: false, firstBadSeq: 7, fault: 'rewritten' });
    expect(judge(recomputed, [...inDatabase, ...inFiles])).toMatchObject({ valid: false, firstBadSeq: 7 });
  });

  it('whose tail is cut off falls short of its last seal', () => {
    expect(judge(chain.slice(0, 8), [sealOf(chain, 0, 10, false)])).toMatchObject({
      valid: false,
      firstBadSeq: 9,
      fault: 'missing',
    });
    expect(judge([], [sealOf(chain, 0, 10, true)])).toMatchObject({ valid: false, firstBadSeq: 1, fault: 'missing' });
  });

  it('is not vouched for by a forged seal', () => {
    const forged = sealOf(recomputed, 0, 10, true, stranger.privateKey);
    expect(judge(recomputed, [forged])).toMatchObject({ valid: false, firstBadSeq: 1, fault: 'forged-seal' });
    const moved = { ...sealOf(chain, 0, 10, true), leaves: recomputed.slice(0, 10).map(({ hash }) => hash) };
    expect(judge(recomputed, [moved])).toMatchObject({ valid: false, fault: 'forged-seal' });
  });

  it('agrees with its seals, also with rows behind the last', () => {
    const seals = [sealOf(chain, 0, 4, true), sealOf(chain, 4, 10, false)];
    expect(judge(chain, seals)).toMatchObject({
      valid: true,
      rows: 12,
      firstBadSeq: null,
      lastCheckpoint: { seq: 10 },
    });
  });
});
