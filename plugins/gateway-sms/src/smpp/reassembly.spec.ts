import { fakeHost } from '@app/plugin-sdk';
import * as fc from 'fast-check';
import { deliverSm } from '../../test/deliver-sm';
import { toSeptets } from '../text/gsm-alphabet';
import { splitText } from '../text/split-text';
import { PartStore } from './part-store';
import { type Added, type Joined, Reassembly } from './reassembly';
import { readDeliverSm } from './short-message';

const HOUR = 3_600_000;
const sender = '+923001234567';

describe('Reassembly', () => {
  let state: ReturnType<typeof fakeHost>['context']['state'];
  let parts: Reassembly;
  /** As another process would see it. */
  const restart = () => {
    parts = new Reassembly(new PartStore(state), 24 * HOUR, 100);
  };
  beforeEach(() => {
    ({ state } = fakeHost(['state']).context);
    restart();
  });

  const add = (index: number, bytes: string | Uint8Array, now = 0, reference = 7, total = 2, from = sender) => {
    const delivered = readDeliverSm(deliverSm({ message: Buffer.from(bytes) }));
    return parts.add(from, { ...delivered, part: { reference, total, index, wide: false } }, 'gsm7', now);
  };
  const textOf = (added: Added) => ('message' in added ? added.message.content : added.kind);

  it('joins parts in any order, also over a restart between them', async () => {
    expect(await add(2, ' L=1m')).toEqual({ kind: 'kept' });
    restart();
    const whole = await add(1, 'H1 K');
    expect(textOf(whole)).toBe('H1 K L=1m');
    expect(whole).toMatchObject({ kind: 'whole', message: { missing: null, reference: 'n7/2' } });
  });

  it('gives a whole message again until it is done, and then takes repeats quietly', async () => {
    await add(1, 'a');
    expect((await add(2, 'b')).kind).toBe('whole');
    expect((await add(2, 'b')).kind).toBe('whole');
    restart();
    const [due] = await parts.due(61_000);
    expect(due).toMatchObject({ content: 'ab', missing: null });
    await parts.done(due as Joined, 61_000);
    expect((await add(2, 'b', 62_000)).kind).toBe('kept');
    expect(await parts.due(63_000)).toEqual([]);
  });

  it('tells a next message with the same reference from repeats, even when one part is the same', async () => {
    await add(1, 'H1 10:00 ', 0);
    const first = await add(2, 'B=87%', 0);
    await parts.done((first as { message: Joined }).message, 0);
    // The second part of the next message comes first and looks like a repeat.
    expect((await add(2, 'B=87%', 300_000)).kind).toBe('kept');
    expect(textOf(await add(1, 'H1 10:05 ', 300_500))).toBe('H1 10:05 B=87%');
  });

  it('forgets what is finished sooner when there is no room', async () => {
    for (let reference = 0; reference < 50; reference += 1) {
      const from = `+1${Math.floor(reference / 10)}`;
      await add(1, 'a', 0, reference, 2, from);
      const whole = await add(2, 'b', 0, reference, 2, from);
      await parts.done((whole as { message: Joined }).message, 0);
    }
    expect(parts.waiting).toBe(100);
    expect([(await add(1, 'x', 10, 1, 2, '+2')).kind, parts.waiting]).toEqual(['kept', 1]);
  });

  it('is told by two processes that take turns, and by both at once', async () => {
    const other = new Reassembly(new PartStore(state), HOUR);
    const part = (index: number, bytes: string, reference = 7) => {
      const delivered = readDeliverSm(deliverSm({ message: Buffer.from(bytes) }));
      return { ...delivered, part: { reference, total: 3, index, wide: false } };
    };
    await parts.add(sender, part(1, 'a'), 'gsm7', 0);
    await other.add(sender, part(3, 'c'), 'gsm7', 0);
    expect(textOf(await parts.add(sender, part(2, 'b'), 'gsm7', 0))).toBe('abc');
    const both = await Promise.all(
      [1, 2, 3].map((index) => (index === 2 ? other : parts).add(sender, part(index, String(index), 8), 'gsm7', 0)),
    );
    expect(both.map(textOf)).toContain('123');
  });

  it('gives a part to the next message that came while a whole one was being stored', async () => {
    await add(1, 'first ');
    const whole = await add(2, 'end');
    await parts.drop((whole as { message: Joined }).message.key);
    await add(1, 'second ');
    await parts.done((whole as { message: Joined }).message, 0);
    expect(textOf(await add(2, 'end'))).toBe('second end');
  });

  it('does not mix a repeat of long ago into a new message', async () => {
    await add(1, 'old ', 0);
    const first = await add(2, 'tail', 0);
    await parts.done((first as { message: Joined }).message, 0);
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
    const kinds = [];
    for (let i = 0; i < 10; i += 1) {
      for (let reference = 0; reference < 10; reference += 1) {
        kinds.push((await add(1, 'x', 200, reference, 2, `+1${i}`)).kind);
      }
    }
    expect([kinds.filter((kind) => kind === 'kept').length, kinds.at(-1)]).toEqual([84, 'no-room']);
    restart();
    expect(await parts.due(0)).toEqual([]);
    expect([parts.waiting, (await add(1, 'x', 0, 1, 2, '+2')).kind]).toEqual([100, 'no-room']);
    for (const { key } of await state.list('parts/')) await state.delete(key);
    restart();
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
    await parts.done((whole as { message: Joined }).message, 0);
    await parts.due(11 * 60_000);
    expect(await state.list('parts/')).toEqual([]);
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
