import { parseArgs } from 'node:util';
import { type Habit, type HostPort, type SimulatedProtocol, readHabits, simulatedProtocols } from '@app/simulation';

/** Choices for a simulation. */
export interface SimulateArgs {
  readonly help: boolean;
  readonly demo: boolean;
  readonly server: string;
  readonly mqtt: string;
  readonly tcp: HostPort;
  readonly coap: HostPort;
  readonly protocols: readonly SimulatedProtocol[];
  /** null: as many as the networks call for. */
  readonly devices: number | null;
  readonly habits: readonly Habit[];
  /** The key, or null: read it from the data folder. */
  readonly apiKey: string | null;
  readonly seed: string;
  readonly municipalities: number;
  readonly junctions: number;
  readonly speed: number;
  readonly intervalS: number;
  readonly incidentsPerHour: number;
  readonly historyDays: number;
}

export const simulateHelp = `Runs a simulated country against a Hydrant server: networks, devices, readings and faults.

npm run simulate -- --server http://localhost:3000 --api-key KEY [choices]

  --server URL          the platform (default http://localhost:PORT, 3000)
  --mqtt URL            its MQTT broker (default mqtt://localhost:MQTT_PORT, 1883)
  --tcp HOST:PORT       its port for data loggers (default: the server's host, TCP_PORT, 7001)
  --coap HOST:PORT      its port for CoAP (default: the server's host, COAP_PORT, 5683)
  --protocols LIST      of mqtt,http,tcp,coap,lorawan,sms, or all (default all)
  --devices N           at most so many devices, 1 to 100000 (default: as many as the networks call for)
  --habits LIST         of bursts,drift,duplicates,disorder,half-frames; or all, or none (default none)
  --api-key KEY         key of a national administrator; also HYDRANT_API_KEY
  --demo                take the key from simulator.key in HYDRANT_DATA_DIR
  --seed TEXT           another country (default hydrant)
  --municipalities N    3 to 500 (default 12)
  --junctions N         mean size of a network, 60 to 20000 (default 200)
  --speed N             network time per real time, 0.1 to 3600 (default 1; with --demo HYDRANT_DEMO_SPEED)
  --interval SECONDS    time between readings of a sensor, 1 to 3600 (default 10)
  --incidents N         mean incidents an hour, 0 to 1000 (default 6)
  --history-days N      days of readings before the start, 0 to 365 (default 7)
`;

/** A choice that cannot be meant; the message names it. */
export class ArgsError extends Error {}

/** Reads the command line. @throws {ArgsError} */
export function readSimulateArgs(argv: readonly string[], env: NodeJS.ProcessEnv): SimulateArgs {
  const text = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        help: { type: 'boolean', short: 'h' },
        demo: { type: 'boolean' },
        server: text,
        mqtt: text,
        tcp: text,
        coap: text,
        protocols: text,
        devices: text,
        habits: text,
        'api-key': text,
        seed: text,
        municipalities: text,
        junctions: text,
        speed: text,
        interval: text,
        incidents: text,
        'history-days': text,
      },
    }));
  } catch (error) {
    throw new ArgsError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const number = (name: keyof typeof values, fallback: string, least: number, most: number, whole = false): number => {
    const given = values[name] ?? fallback;
    const value = Number(given);
    if (
      typeof given === 'string' &&
      given.trim() !== '' &&
      value >= least &&
      value <= most &&
      (!whole || Number.isInteger(value))
    )
      return value;
    throw new ArgsError(`--${name} must be a${whole ? ' whole' : ''} number from ${least} to ${most}.`);
  };
  const demo = values.demo ?? false;
  const server = origin('server', values.server ?? `http://localhost:${env['PORT'] || '3000'}`, ['http:', 'https:']);
  const { hostname } = new URL(server);
  return {
    help: values.help ?? false,
    demo,
    server,
    tcp: hostPort('tcp', values.tcp ?? `${hostname}:${env['TCP_PORT'] || '7001'}`),
    coap: hostPort('coap', values.coap ?? `${hostname}:${env['COAP_PORT'] || '5683'}`),
    protocols: protocolsOf(values.protocols ?? 'all'),
    devices: values.devices === undefined ? null : number('devices', '', 1, 100_000, true),
    habits: habitsOf(values.habits ?? 'none'),
    mqtt: origin('mqtt', values.mqtt ?? (env['MQTT_URL'] || `mqtt://localhost:${env['MQTT_PORT'] || '1883'}`), [
      'mqtt:',
      'mqtts:',
      'tcp:',
      'ssl:',
      'ws:',
      'wss:',
    ]),
    apiKey: values['api-key'] ?? env['HYDRANT_API_KEY'] ?? null,
    seed: values.seed ?? 'hydrant',
    municipalities: number('municipalities', '12', 3, 500, true),
    junctions: number('junctions', '200', 60, 20_000, true),
    speed: number('speed', (demo && env['HYDRANT_DEMO_SPEED']) || '1', 0.1, 3600),
    intervalS: number('interval', '10', 1, 3600, true),
    incidentsPerHour: number('incidents', '6', 0, 1000),
    historyDays: number('history-days', '7', 0, 365),
  };
}

function origin(name: string, text: string, protocols: readonly string[]): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && protocols.includes(url.protocol)) return text.replace(/\/+$/, '');
  throw new ArgsError(
    `--${name} must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  );
}

/** IPv6 addresses stand in brackets. */
function hostPort(name: string, text: string): HostPort {
  const parts = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text);
  const port = Number(parts?.[3]);
  if (parts === null || port < 1 || port > 65_535)
    throw new ArgsError(`--${name} must be a name or address and a port.`);
  return { host: (parts[1] ?? parts[2]) as string, port };
}

function protocolsOf(text: string): SimulatedProtocol[] {
  if (text === 'all') return [...simulatedProtocols];
  const names = text.split(',').map((each) => each.trim());
  const found = simulatedProtocols.filter((protocol) => names.includes(protocol));
  if (found.length === names.length) return found;
  throw new ArgsError(`--protocols must be all, or of ${simulatedProtocols.join(',')}.`);
}

function habitsOf(text: string): Habit[] {
  const found = readHabits(text);
  if (found !== null) return found;
  throw new ArgsError('--habits must be all, none, or of bursts,drift,duplicates,disorder,half-frames.');
}
