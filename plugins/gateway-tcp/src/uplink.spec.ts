import { fakeHost } from '@app/plugin-sdk';
import { readPairs } from './line-readings';
import { Uplink } from './uplink';

describe('the way of messages into the platform', () => {
  it('has no more of one device in hand than it may, however often it connects', async () => {
    const host = fakeHost(['devices', 'telemetry', 'commands']);
    const uplink = new Uplink(6_000, 4, host.context);
    const store = host.onSubmit;
    let go: () => void = () => undefined;
    const open = new Promise<void>((resolve) => (go = resolve));
    host.onSubmit = async (message) => {
      await open;
      return store(message);
    };
    const send = () =>
      uplink.deliver(host.device.deviceId, {
        raw: Buffer.from('t=1'),
        format: 'opaque',
        columns: readPairs('t=1'),
        mark: null,
      });
    const verdicts = Array.from({ length: 10 }, send);
    expect(host.submitted).toHaveLength(4);
    go();
    expect((await Promise.all(verdicts)).map(({ taken }) => taken)).toEqual([
      ...Array.from({ length: 4 }, () => true),
      ...Array.from({ length: 6 }, () => false),
    ]);
    expect(await send()).toMatchObject({ taken: true });
  });
});
