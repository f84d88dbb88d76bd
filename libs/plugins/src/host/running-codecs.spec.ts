import type { CodecLibrary } from '@app/plugin-sdk';
import type { PluginRun } from './plugin-code';
import { RunningCodecs } from './running-codecs';

const frame = { bytes: Buffer.from([1]), fPort: 2, receivedAt: 3 };
const value = { channel: 'level', value: 1.5, unit: 'm', time: Number.NaN };
const kept: CodecLibrary = {
  decode: async () => ({ ok: false, error: 'kept' }),
  encode: async () => ({ bytes: Buffer.from('kept'), fPort: 1 }),
};

/** Not real: the plugins, the registry. */
describe('RunningCodecs', () => {
  const codecs = (
    answer: (method: string) => Promise<unknown>,
    codec: string | null = 'i',
    bound: number | null = null,
  ) =>
    new RunningCodecs(
      {
        codecs: () => [{ instance: 'i', tenantId: bound, run: { call: answer } as unknown as PluginRun }],
        deviceOf: (id) => (id === 'gone' ? null : { codec, tenantId: 7 }),
        serves: (own, tenantId) => own === null || own === tenantId,
      },
      kept,
    );

  it('asks the plugin that the device is set to, and the codecs of the installation for all others', async () => {
    const answer = async () => ({ values: [value], warnings: ['w'] });
    expect(await codecs(answer).decode('d', frame)).toEqual({ ok: true, values: [value], warnings: ['w'] });
    expect(await codecs(answer, 'other').decode('d', frame)).toEqual({ ok: false, error: 'kept' });
    expect(await codecs(answer, null).decode('d', frame)).toEqual({ ok: false, error: 'kept' });
    expect(await codecs(answer).decode('gone', frame)).toEqual({ ok: false, error: 'kept' });
  });

  it('lets a plugin of one municipality read payloads of no other', async () => {
    const answer = async () => ({ values: [value], warnings: [] });
    expect(await codecs(answer, 'i', 7).decode('d', frame)).toMatchObject({ ok: true });
    expect(await codecs(answer, 'i', 8).decode('d', frame)).toEqual({ ok: false, error: 'kept' });
  });

  it.each([
    null,
    7,
    { values: 'x' },
    { values: [{ ...value, value: Number.NaN }] },
    { values: [{ ...value, channel: '' }] },
  ])('does not believe %j', async (said) => {
    expect(await codecs(async () => said).decode('d', frame)).toMatchObject({ ok: false });
  });

  it('tells what the plugin threw, and refuses an order that is none', async () => {
    const broken = codecs(() => Promise.reject(new Error('too short')));
    expect(await broken.decode('d', frame)).toEqual({ ok: false, error: 'too short' });
    await expect(broken.encode('d', {})).rejects.toThrow('too short');
    await expect(codecs(async () => ({ bytes: 'x' })).encode('d', {})).rejects.toThrow('no order');
    const bytes = Buffer.from([9]);
    expect(await codecs(async () => ({ bytes, fPort: 5 })).encode('d', {})).toEqual({ bytes, fPort: 5 });
    expect(await codecs(async () => null, 'other').encode('d', {})).toMatchObject({ fPort: 1 });
  });
});
