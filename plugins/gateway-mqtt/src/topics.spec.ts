import { parseStatus } from './device-status';
import { isDeviceId, parseTopic } from './topics';

describe('topics', () => {
  it('reads those that devices publish to', () => {
    expect(parseTopic('wm/v1/dev-1/up')).toEqual({ device: 'dev-1', channel: 'up' });
    expect(parseTopic('wm/v1/dev-1/status')).toEqual({ device: 'dev-1', channel: 'status' });
  });

  it.each([
    'wm/v1/dev-1/down',
    'wm/v1//up',
    'wm/v1/a/b/up',
    'wm/v1/+/up',
    'x/wm/v1/a/up',
    'wm/v1/a/up/x',
    'wm/v1/$x/up',
  ])('reads no other: %s', (topic) => expect(parseTopic(topic)).toBeNull());

  it.each(['', 'a b', '+', '#', '$SYS', 'a/b', 'x'.repeat(65)])('takes %j for no id', (id) =>
    expect(isDeviceId(id)).toBe(false),
  );
});

describe('parseStatus', () => {
  const parse = (text: string) => parseStatus(Buffer.from(text));

  it('reads words and JSON', () => {
    expect(parse('online')).toEqual({ online: true });
    expect(parse(' offline\n')).toEqual({ online: false });
    expect(parse('{"online":true,"battery_percent":80,"signal_dbm":-71,"firmware":"1.2"}')).toEqual({
      online: true,
      batteryPercent: 80,
      signalDbm: -71,
      firmware: '1.2',
    });
  });

  it('leaves out what makes no sense', () => {
    expect(parse('{"battery_percent":180,"signal_dbm":"strong","firmware":7}')).toBeNull();
    for (const text of ['', 'yes', '{', 'null', '7', `"${'x'.repeat(5_000)}"`]) expect(parse(text)).toBeNull();
  });
});
