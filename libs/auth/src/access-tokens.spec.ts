import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { uuidv7 } from '@app/kernel';
import type { KeyPurpose, SigningKey, SigningKeys } from '@app/secrets';
import { SignJWT } from 'jose';
import { AccessTokens, TokenError } from './access-tokens';

function makeKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { id: uuidv7(), privateKey, publicKey, publicJwk: publicKey.export({ format: 'jwk' }) as never };
}

const ours = makeKey();
const audit = makeKey();
const stranger = makeKey();
const keys = {
  current: () => ours,
  find: (purpose: KeyPurpose, id: string) => [purpose === 'token' ? ours : audit].find((key) => key.id === id),
} as unknown as SigningKeys;
const tokens = new AccessTokens(keys);
const facts = { userId: uuidv7(), tenant: uuidv7(), sessionId: uuidv7(), sessionVersion: 3 };
const nowS = () => Math.floor(Date.now() / 1000);

interface Forgery {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: Parameters<SignJWT['sign']>[0];
}

/** A token that is right but for what is given. */
function forge({ header = {}, claims = {}, key = ours.privateKey }: Forgery): Promise<string> {
  const now = nowS();
  return new SignJWT({
    sub: facts.userId,
    sid: facts.sessionId,
    ten: facts.tenant,
    ver: 3,
    iss: 'hydrant',
    aud: 'hydrant-api',
    iat: now,
    nbf: now,
    exp: now + 900,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: ours.id, ...header })
    .sign(key);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = createPublicKey(ours.privateKey).export({ type: 'spki', format: 'pem' });

describe('AccessTokens', () => {
  it('accepts what it has issued, and the untouched forgery that the refused ones differ from', async () => {
    await expect(tokens.verify(await tokens.issue(facts))).resolves.toEqual(facts);
    await expect(tokens.verify(await forge({}))).resolves.toEqual(facts);
  });

  it('tells an expired token that was genuine from all others', async () => {
    const expired = await forge({ claims: { exp: nowS() - 60, nbf: nowS() - 960, iat: nowS() - 960 } });
    await expect(tokens.verify(expired)).rejects.toMatchObject({ expired: true });
    const forged = await forge({ claims: { exp: nowS() - 60 }, key: stranger.privateKey });
    await expect(tokens.verify(forged)).rejects.toMatchObject({ expired: false });
  });

  const corpus: Record<string, () => Promise<string> | string> = {
    nothing: () => '',
    garbage: () => 'garbage',
    'three empty parts': () => '..',
    'one megabyte': () => 'a'.repeat(1_000_000),
    'a genuine one made longer than any of ours': () => forge({ claims: { pad: 'a'.repeat(3000) } }),
    truncated: async () => (await forge({})).slice(0, -3),
    'an altered payload': async () => {
      const [header, , signature] = (await forge({})).split('.');
      return [header, encode({ sub: uuidv7(), iss: 'hydrant', aud: 'hydrant-api', exp: nowS() + 900 }), signature].join(
        '.',
      );
    },
    'alg none': () => `${encode({ alg: 'none', typ: 'at+jwt', kid: ours.id })}.${encode({ sub: facts.userId })}.`,
    'HS256 with our public key as secret': () => forge({ header: { alg: 'HS256' }, key: Buffer.from(publicPem) }),
    'HS256 with the key id as secret': () => forge({ header: { alg: 'HS256' }, key: Buffer.from(ours.id) }),
    RS256: () => forge({ header: { alg: 'RS256' }, key: rsa.privateKey }),
    'another key under our kid': () => forge({ key: stranger.privateKey }),
    'no kid': () => forge({ header: { kid: undefined } }),
    'an unknown kid': () => forge({ header: { kid: stranger.id }, key: stranger.privateKey }),
    'a kid that is a path': () => forge({ header: { kid: '../../../dev/null' } }),
    'a kid that is SQL': () => forge({ header: { kid: `' or 1=1 --` } }),
    'the key of another purpose': () => forge({ header: { kid: audit.id }, key: audit.privateKey }),
    'an own key in the header': () =>
      forge({ header: { kid: stranger.id, jwk: stranger.publicJwk }, key: stranger.privateKey }),
    'a key address in the header': () =>
      forge({ header: { kid: stranger.id, jku: 'https://evil.example/jwks' }, key: stranger.privateKey }),
    'a critical extension': () => forge({ header: { crit: ['exp'] } }),
    'another type': () => forge({ header: { typ: 'JWT' } }),
    'no type': () => forge({ header: { typ: undefined } }),
    'another issuer': () => forge({ claims: { iss: 'somebody' } }),
    'another audience': () => forge({ claims: { aud: 'hydrant-mfa' } }),
    'no expiry': () => forge({ claims: { exp: undefined } }),
    'an expiry that is text': () => forge({ claims: { exp: '9999999999' } }),
    'a beginning in the future': () => forge({ claims: { nbf: nowS() + 60 } }),
    'no subject': () => forge({ claims: { sub: undefined } }),
    'no session': () => forge({ claims: { sid: undefined } }),
    'a session that is no id': () => forge({ claims: { sid: '1 or 1=1' } }),
    'the challenge of a second factor': () => tokens.issueChallenge({ ...facts, cookie: false }),
  };

  it.each(Object.keys(corpus))('refuses %s', async (name) => {
    const make = corpus[name] as () => Promise<string> | string;
    let token: string;
    try {
      token = await make();
    } catch {
      // The library that forges may itself refuse to make such a token; then it is put together by hand.
      token = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: ours.id, crit: ['exp'] })}.${encode({})}.AAAA`;
    }
    await expect(tokens.verify(token)).rejects.toThrow(TokenError);
  });

  it('keeps challenges and access tokens apart', async () => {
    const challenge = await tokens.issueChallenge({ ...facts, cookie: true });
    await expect(tokens.verifyChallenge(challenge)).resolves.toMatchObject({ userId: facts.userId, cookie: true });
    await expect(tokens.verifyChallenge(await tokens.issue(facts))).rejects.toThrow(TokenError);
  });
});
