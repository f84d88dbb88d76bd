import { sampleNotification } from '@app/plugin-sdk';
import type { PluginHost } from '../host/plugin-host';
import { Channels } from './channels';

/** Not real: the host and its channels. */
describe('Channels', () => {
  const deliver = (answer: () => Promise<unknown>) => {
    const shown = (text: string) => text.replaceAll('hunter22', '[secret]');
    const run = { instance: 'c', run: { call: answer }, shown };
    return new Channels({ runs: () => [run] } as unknown as PluginHost).deliver('c', sampleNotification());
  };

  it.each([
    ['retry', async () => ({ outcome: 'retry', reason: 'token hunter22', retryAfterS: 1 })],
    ['failed', async () => ({ outcome: 'failed', reason: 'token hunter22' })],
    ['retry', () => Promise.reject(new Error('token hunter22'))],
  ])('keeps secrets out of the reasons of %s', async (outcome, answer) => {
    expect(await deliver(answer)).toMatchObject({ outcome, reason: 'token [secret]' });
  });

  it('keeps secrets out of references', async () => {
    expect(await deliver(async () => ({ outcome: 'delivered', reference: 'hunter22/5' }))).toEqual({
      outcome: 'delivered',
      reference: '[secret]/5',
    });
  });
});
