import { ArgsError, readSimulateArgs } from './args';

describe('readSimulateArgs', () => {
  it('has defaults that fit a platform on this machine', () => {
    expect(readSimulateArgs([], {})).toEqual({
      help: false,
      demo: false,
      server: 'http://localhost:3000',
      mqtt: 'mqtt://localhost:1883',
      tcp: { host: 'localhost', port: 7001 },
      coap: { host: 'localhost', port: 5683 },
      protocols: ['mqtt', 'http', 'tcp', 'coap', 'lorawan', 'sms'],
      devices: null,
      habits: [],
      apiKey: null,
      seed: 'hydrant',
      municipalities: 12,
      junctions: 200,
      speed: 1,
      intervalS: 10,
      incidentsPerHour: 6,
      historyDays: 7,
    });
  });

  it('takes ports, key and the speed of the demo from the environment', () => {
    const env = { PORT: '3100', MQTT_PORT: '1900', HYDRANT_API_KEY: 'key', HYDRANT_DEMO_SPEED: '60' };
    expect(readSimulateArgs(['--demo'], env)).toMatchObject({
      demo: true,
      server: 'http://localhost:3100',
      mqtt: 'mqtt://localhost:1900',
      apiKey: 'key',
      speed: 60,
    });
    expect(readSimulateArgs([], env).speed).toBe(1);
    expect(readSimulateArgs(['--demo', '--speed', '2'], env).speed).toBe(2);
    expect(readSimulateArgs(['--server', 'https://water.example/'], env).server).toBe('https://water.example');
  });

  it('takes protocols, habits and the ports of loggers', () => {
    const env = { TCP_PORT: '7100', COAP_PORT: '5700' };
    expect(
      readSimulateArgs(['--server', 'http://[::1]:3000', '--protocols', 'sms,mqtt', '--habits', 'all'], env),
    ).toMatchObject({
      tcp: { host: '::1', port: 7100 },
      coap: { host: '::1', port: 5700 },
      protocols: ['mqtt', 'sms'],
      habits: ['bursts', 'drift', 'duplicates', 'disorder', 'half-frames'],
    });
    expect(
      readSimulateArgs(['--coap', 'water.example:5000', '--habits', 'drift', '--devices', '60'], env),
    ).toMatchObject({
      devices: 60,
      coap: { host: 'water.example', port: 5000 },
      habits: ['drift'],
    });
  });

  it.each([
    [['--municipalities', '2'], '--municipalities must be a whole number from 3 to 500.'],
    [['--junctions', 'many'], '--junctions'],
    [['--speed', ''], '--speed'],
    [['--interval', '1.5'], '--interval must be a whole number'],
    [['--server', 'localhost:3000'], '--server must be an address that begins with http:// or https://'],
    [['--mqtt', 'http://x'], '--mqtt'],
    [['--tcp', 'localhost'], '--tcp must be a name or address and a port'],
    [['--coap', 'localhost:70000'], '--coap'],
    [['--devices', '0'], '--devices must be a whole number from 1 to 100000'],
    [['--protocols', 'mqtt,pigeon'], '--protocols must be all, or of mqtt,'],
    [['--habits', 'sloth'], '--habits must be'],
    [['--colour'], '--colour'],
  ])('refuses %j by name', (argv, message) => {
    expect(() => readSimulateArgs(argv, {})).toThrow(ArgsError);
    expect(() => readSimulateArgs(argv, {})).toThrow(message);
  });
});
