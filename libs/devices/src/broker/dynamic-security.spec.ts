import { admitCommands, failuresOf } from './dynamic-security';

describe('dynamic security commands', () => {
  it('give a device its own topics and nothing else', () => {
    const text = JSON.stringify(admitCommands('d1', 'token'));
    expect([...text.matchAll(/"topic":"([^"]+)"/g)].map(([, topic]) => topic)).toEqual([
      'wm/v1/d1/up',
      'wm/v1/d1/status',
      'wm/v1/d1/down',
    ]);
  });

  it('count a refused creation as trouble, and the removal of what was not there as none', () => {
    expect(
      failuresOf({ responses: [{ command: 'deleteClient', error: 'Client not found' }, { command: 'createRole' }] }),
    ).toEqual([]);
    expect(failuresOf({ responses: [{ command: 'createClient', error: 'Internal error' }] })).toEqual([
      'createClient: Internal error',
    ]);
    expect(failuresOf(null)).toHaveLength(1);
  });
});
