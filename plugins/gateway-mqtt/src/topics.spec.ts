import { isDeviceId, senderOf } from './topics';

describe('topics', () => {
  it('knows who has sent readings', () => {
    expect(senderOf('wm/v1/dev-1/up')).toBe('dev-1');
  });

  it.each([
    'wm/v1/dev-1/down',
    'wm/v1/dev-1/status',
    'wm/v1//up',
    'wm/v1/a/b/up',
    'wm/v1/+/up',
    'x/wm/v1/a/up',
    'wm/v1/a/up/x',
    'wm/v1/$x/up',
  ])('reads no other: %s', (topic) => expect(senderOf(topic)).toBeNull());

  it.each(['', 'a b', '+', '#', '$SYS', 'a/b', 'x'.repeat(65)])('takes %j for no id', (id) =>
    expect(isDeviceId(id)).toBe(false),
  );
});
