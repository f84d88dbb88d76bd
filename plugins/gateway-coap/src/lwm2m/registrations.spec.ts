import { fakeHost } from '@app/plugin-sdk';
import type { Peer } from '../coap/peer';
import { RegistrationStore } from './registration-store';
import { type Registration, Registrations } from './registrations';

const identity = { deviceId: '0198c0de-0000-7000-8000-00000000d001', credentialId: 'credential-1' };
const another = (deviceId: string) => ({ ...identity, deviceId });
const peer = (key: string, secured = false): Peer => ({ key, identity: secured ? identity : null, stream: false });
const fields = (endpoint: string, at = peer(`udp ${endpoint} 1`)) => ({
  endpoint,
  identity,
  peer: at,
  lifetimeS: 100,
  paths: ['/3303/0'],
});

describe('registrations', () => {
  it('are found by id, address and token until their time is over', () => {
    const all = new Registrations(10);
    const one = all.add(fields('a'), 0) as Registration;
    all.observe(one, 'aa', '/3303/0/5700');
    expect([all.find(one.id, 99_999), all.ofPeer(peer('udp a 1'), 0), all.ofToken('aa')]).toEqual([one, one, one]);
    expect([all.find(one.id, 100_000), all.ofPeer(peer('udp a 1'), 100_000)]).toEqual([undefined, undefined]);
    expect(all.expire(100_000)).toEqual([one]);
    expect([all.size, all.ofToken('aa'), all.ofDevice(identity.deviceId)]).toEqual([0, undefined, undefined]);
  });

  it('give way to a new one of the same device, with all that belonged to them', () => {
    const all = new Registrations(10);
    const old = all.add(fields('a'), 0) as Registration;
    all.observe(old, 'aa', '/3303/0/5700');
    const fresh = all.add(fields('a', peer('udp elsewhere 1')), 0) as Registration;
    expect(fresh.id).not.toBe(old.id);
    expect([all.size, all.find(old.id, 0), all.ofToken('aa'), all.ofPeer(peer('udp a 1'), 0)]).toEqual([
      1,
      undefined,
      undefined,
      undefined,
    ]);
    all.observe(old, 'bb', '/3303/0/5700');
    expect(all.ofToken('bb')).toBeUndefined();
  });

  it('follow a device to another address', () => {
    const all = new Registrations(10);
    const one = all.add(fields('a'), 0) as Registration;
    all.touch(one, peer('udp moved 2'), 50_000);
    expect([all.ofPeer(peer('udp a 1'), 0), all.ofPeer(peer('udp moved 2'), 0)]).toEqual([undefined, one]);
    expect(all.find(one.id, 149_999)).toBe(one);
  });

  it('are no more than there is room for; those whose time is over make room', () => {
    const all = new Registrations(2);
    const add = (name: string, now: number) => all.add({ ...fields(name), identity: another(name) }, now);
    add('a', 0);
    add('b', 50_000);
    expect(add('c', 60_000)).toBeNull();
    expect(add('c', 100_000)).not.toBeNull();
    expect(all.size).toBe(2);
  });

  it('take no place of another device, whatever name it goes by, and one each', () => {
    const all = new Registrations(10);
    const one = all.add(fields('a'), 0) as Registration;
    all.add({ ...fields('a', peer('dtls b 1', true)), identity: another('b') }, 0);
    expect(all.find(one.id, 0)).toBe(one);
    for (let n = 0; n < 50; n += 1) {
      all.add({ ...fields(`name-${n}`, peer('dtls b 1', true)), identity: another('b') }, 0);
    }
    expect([all.size, all.find(one.id, 0)]).toEqual([2, one]);
  });

  it('end with their credential', () => {
    const all = new Registrations(2);
    all.add(fields('a'), 0);
    expect(all.revoke(new Set(['other']))).toEqual([]);
    expect(all.revoke(new Set(['credential-1']))).toHaveLength(1);
    expect(all.size).toBe(0);
  });
});

describe('the store of registrations', () => {
  const made = (at: Peer): Registration => {
    const one = new Registrations(1).add(fields('a', at), 0) as Registration;
    one.observed.set('aa', '/3303/0/5700');
    return one;
  };
  const open = () => {
    const host = fakeHost(['devices', 'device-secrets', 'telemetry', 'state']);
    host.names.add('endpoint a');
    return { host, store: new RegistrationStore(host.context) };
  };

  it('gives back what it was given; behind a key, without the observations that ended with the session', async () => {
    const { store } = open();
    const plain = made(peer('udp a 1'));
    store.save(plain);
    expect(await store.load(0)).toEqual([plain]);
    store.forget(plain);
    const secured = made(peer('dtls a:1 d', true));
    store.save(secured);
    expect(await store.load(0)).toEqual([{ ...secured, observed: new Map() }]);
  });

  it('gives back nothing that is over, revoked, of another name, or broken', async () => {
    const { host, store } = open();
    store.save(made(peer('udp a 1')));
    expect(await store.load(100_000)).toEqual([]);
    host.names.clear();
    expect(await store.load(0)).toEqual([]);
    host.names.add('endpoint a');
    await host.context.state.put('rd/x', Buffer.from('{'));
    await host.context.state.put('rd/y', Buffer.from('{"id":7}'));
    expect(await store.load(0)).toHaveLength(1);
    host.revoke();
    expect(await store.load(0)).toEqual([]);
  });
});
