import { ArgsError, readReplayArgs } from './args';

describe('readReplayArgs', () => {
  it('reads every choice', () => {
    const argv = [
      '--from',
      'a.csv',
      '--columns',
      'A, B',
      '--zone',
      'Europe/Rome',
      '--as-live',
      '--speed',
      '60',
      '--via',
      'both',
      '--create',
      '--municipality',
      'ALD',
      '--json',
    ];
    expect(readReplayArgs(argv, { HYDRANT_API_KEY: 'key' })).toMatchObject({
      from: 'a.csv',
      columns: ['A', 'B'],
      timeZone: 'Europe/Rome',
      asLive: true,
      speed: 60,
      via: 'both',
      create: true,
      municipality: 'ALD',
      json: true,
      apiKey: 'key',
      long: null,
    });
    expect(readReplayArgs(['--from', 'a.csv', '--long', 's,v', '--speed', 'max'], {})).toMatchObject({
      long: { sensorColumn: 's', valueColumn: 'v' },
      speed: null,
      apiKey: null,
    });
    expect(readReplayArgs(['--help'], {}).help).toBe(true);
  });

  it.each([
    [[], '--from is missing'],
    [['--from', 'a', '--via', 'post'], '--via must be mqtt, http or both'],
    [['--from', 'a', '--speed', '-1'], '--speed'],
    [['--from', 'a', '--zone', 'Rome'], "not 'Rome'"],
    [['--from', 'a', '--long', 's'], '--long must name two columns'],
  ])('refuses %j by name', (argv, message) => {
    expect(() => readReplayArgs(argv, {})).toThrow(ArgsError);
    expect(() => readReplayArgs(argv, {})).toThrow(message);
  });
});
