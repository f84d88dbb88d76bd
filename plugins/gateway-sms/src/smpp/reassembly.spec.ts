import { fakeHost } from '@app/plugin-sdk';
import * as fc from 'fast-check';
import { deliverSm } from '../../test/deliver-sm';
import { toSeptets } from '../text/gsm-alphabet';
import { splitText } from '../text/split-text';
import { PartStore } from './part-store';
import { type Added, Reassembly } from './reassembly';
import { readDeliverSm } from './short-message';

const HOUR = 3_600_000;
const sender = '+923001234567';

describe('Reassembly', () => {
  let state: ReturnType<typeof fakeHost>['context']['state'];
  let store: PartStore;
  let parts: Reassembly;
  const restart = async () => {
    store = new PartStore(state);
    parts = new Reassembly(store, 24 * HOUR);
    await store.load();
  };
  beforeEach(async () => {
    ({ state } = fakeHost(['state']).context);
    await restart();
  });

  const add = (index: number, bytes: string | Uint8Array, now = 0, reference = 7, total = 2, from = sender) => {
    const delivered = readDeliverSm(deliverSm({ message: Buffer.from(bytes) }));
    return parts.add(from, { ...delivered, part: { reference, total, index, wide: false } }, 'gsm7', now);
  };
  const textOf = (added: Added) => ('message' in added ? added.message.content : added.kind);

  it('joins parts in any order, also over a restart between them', async () => {
    expect(await add(2, ' L=1m')).toEqual({ kind: 'kept' });
    await restart();
    const whole = await add(1, 'H1 K');
    expect(textOf(whole)).toBe('H1 K L=1m');
    expect(whole).toMatchObject({ kind: 'whole', message: { missing: null, reference: 'n7/2' } });
  });

  it('gives a whole message again until it is done, and then takes repeats quietly', async () => {
    await add(1, 'a');
    expect((await add(2, 'b')).kind).toBe('whole');
    expect((await add(2, 'b')).kind).toBe('whole');
    await restart();
    const [due] = await parts.due(61_000);
    expect(due).toMatchObject({ content: 'ab', missing: null });
    await parts.done(due?.key as string, 61_000);
    expect((await add(2, 'b', 62_000)).kind).toBe('kept');
    expect(await parts.due(63_000)).toEqual([]);
  });

  it('tells a next message with the same reference from repeats, even when one part is the same', async () => {
    await add(1, 'H1 10:00 ', 0);
    const first = await add(2, 'B=87%', 0);
    await parts.done((first as { message: { key: string } }).message.key, 0);
    // The second part of the next message comes first and looks like a repeat.
    expect((await add(2, 'B=87%', 300_000)).kind).toBe('kept');
    expect(textOf(await add(1, 'H1 10:05 ', 300_500))).toBe('H1 10:05 B=87%');
  });

  it('does not mix a repeat of long ago into a new message', async () => {
    await add(1, 'old ', 0);
    const first = await add(2, 'tail', 0);
    await parts.done((first as { message: { key: string } }).message.key, 0);
    await add(2, 'tail', 1_000);
    expect((await add(1, 'new ', HOUR)).kind).toBe('kept');
    expect(textOf(await add(2, 'other', HOUR))).toBe('new other');
  });

  it('hands over what there is when another message takes the reference, and when the rest does not come', async () => {
    await add(1, 'first ');
    const conflict = await add(1, 'second ', 1_000);
    expect(conflict).toMatchObject({ kind: 'conflict', message: { content: 'first ' } });
    expect((conflict as { message: { missing: string } }).message.missing).toBe(
      'Of 2 parts came 1; the others did not',
    );
    await parts.drop((conflict as { message: { key: string } }).message.key);
    await add(1, 'second ', 1_000);
    expect(await parts.due(23 * HOUR)).toEqual([]);
    expect(await parts.due(25 * HOUR)).toMatchObject([{ content: 'second ', missing: expect.any(String) }]);
  });

  it('is bounded: by sender, in all, and in size', async () => {
    for (let reference = 0; reference < 16; reference += 1) await add(1, 'x', reference, reference);
    // The oldest one of the sender makes room.
    const surplus = await add(1, 'x', 100, 16);
    expect(surplus).toMatchObject({ kind: 'conflict', message: { content: 'x', reference: 'n0/2' } });
    await parts.drop((surplus as { message: { key: string } }).message.key);
    expect((await add(1, 'x', 100, 16)).kind).toBe('kept');
    for (let i = 0; i < 130; i += 1) {
      for (let reference = 0; reference < 16; reference += 1) await add(1, 'x', 0, reference, 2, `+1${i}`);
    }
    expect(store.size).toBe(2_000);
    expect((await add(1, 'x', 0, 1, 2, '+2')).kind).toBe('no-room');
    await restart();
    expect(store.size).toBe(2_000);
    for (const [key] of store.all()) await parts.drop(key);
    const long = readDeliverSm(deliverSm());
    const part = (index: number) => ({
      ...long,
      bytes: new Uint8Array(16_000),
      part: { reference: 1, total: 3, index, wide: true },
    });
    const sizes = [];
    for (const index of [1, 2, 3]) sizes.push((await parts.add(sender, part(index), 'latin1', 0)).kind);
    expect(sizes).toEqual(['kept', 'kept', 'oversized']);
    expect((await state.list('parts/')).every(({ value }) => value.length < 65_536)).toBe(true);
  });

  it('forgets what is finished', async () => {
    await add(1, 'a');
    const whole = await add(2, 'b');
    await parts.done((whole as { message: { key: string } }).message.key, 0);
    await parts.due(11 * 60_000);
    expect([store.size, await state.list('parts/')]).toEqual([0, []]);
  });

  it('joins whatever was split, in any order and with repeats', async () => {
    const text = fc.array(fc.constantFrom('a', '€', '[', 'ع', '💧', '1'), { minLength: 71, maxLength: 600 });
    let reference = 0;
    await fc.assert(
      fc.asyncProperty(text, fc.infiniteStream(fc.nat()), async (chars, random) => {
        const given = chars.join('');
        const { parts: bytes, dataCoding } = splitText(given, 'gsm7');
        fc.pre(bytes.length > 1);
        reference += 1;
        const order = bytes.map((_, i) => i).sort(() => (random.next().value % 3) - 1);
        const sent = [...order.slice(0, -1), ...order];
        let last: Added = { kind: 'kept' };
        for (const i of sent) {
          const delivered = readDeliverSm(deliverSm({ message: Buffer.from(bytes[i] as Uint8Array) }));
          const part = { reference, total: bytes.length, index: i + 1, wide: true };
          last = await parts.add(sender, { ...delivered, part }, dataCoding === 8 ? 'ucs2' : 'gsm7', 0);
        }
        expect(textOf(last)).toBe(given);
        await parts.drop((last as { message: { key: string } }).message.key);
      }),
      { numRuns: 50 },
    );
    expect(toSeptets('€')).toHaveLength(2);
  });
});
