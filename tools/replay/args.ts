import { parseArgs } from 'node:util';
import type { ReplaySettings } from '@app/simulation';

export const replayHelp = `Sends a recorded series as devices would.

npm run replay -- --from flows.csv.gz --zone Europe/Rome --as-live --create --municipality ALD \\
  --quantity flow --unit L/s --via both --api-key KEY

  --from FILE           CSV, also compressed by gzip; one column of times, one column a sensor
  --columns A,B         which columns (default: all); with --long which sensors
  --time-column NAME    column of times (default: the first)
  --long SENSOR,VALUE   the file has one reading a row, in these two columns
  --decimal-comma       numbers are written with a comma
  --zone NAME           zone of times without offset, such as Europe/Rome or UTC
  --as-live             move the recording so that it ends now (else it is history)
  --speed max|N         as fast as it goes (default), or N times as fast as recorded
  --via mqtt|http|both  way of sending (default mqtt); both: columns in turn
  --sensors MAP.json    {"column": "sensor code"} or {"column": {"sensor", "deviceId", "token"}}
  --create              make sensors and devices that are missing
  --municipality CODE   municipality of the sensors
  --prefix TEXT         put before column names to make sensor codes
  --quantity NAME       quantity of new sensors (default flow)
  --unit UNIT           unit of the values, UCUM (default m3/h)
  --server URL          the platform (default http://localhost:PORT, 3000)
  --mqtt URL            its MQTT broker (default mqtt://localhost:MQTT_PORT, 1883)
  --api-key KEY         also HYDRANT_API_KEY; not needed when the map names devices and tokens
  --json                print the summary as JSON
`;

/** A choice that cannot be meant; the message names it. */
export class ArgsError extends Error {}

/** Choices for a replay. */
export interface ReplayArgs extends Omit<ReplaySettings, 'log'> {
  readonly help: boolean;
  readonly json: boolean;
}

/** Reads the command line. @throws {ArgsError} */
export function readReplayArgs(argv: readonly string[], env: NodeJS.ProcessEnv): ReplayArgs {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        help: { type: 'boolean', short: 'h' },
        from: text,
        columns: text,
        'time-column': text,
        long: text,
        'decimal-comma': flag,
        zone: text,
        'as-live': flag,
        speed: text,
        via: text,
        sensors: text,
        create: flag,
        municipality: text,
        prefix: text,
        quantity: text,
        unit: text,
        server: text,
        mqtt: text,
        'api-key': text,
        json: flag,
      },
    }));
  } catch (error) {
    throw new ArgsError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const help = values.help ?? false;
  if (values.from === undefined && !help) throw new ArgsError('--from is missing: the file to replay.');
  const speed = values.speed === undefined || values.speed === 'max' ? null : Number(values.speed);
  if (speed !== null && !(speed > 0 && speed <= 1e9)) throw new ArgsError('--speed must be max or a number above 0.');
  const via = values.via ?? 'mqtt';
  if (via !== 'mqtt' && via !== 'http' && via !== 'both') throw new ArgsError('--via must be mqtt, http or both.');
  const [sensorColumn, valueColumn] = values.long?.split(',') ?? [];
  if (values.long !== undefined && (!sensorColumn || !valueColumn))
    throw new ArgsError('--long must name two columns: SENSOR,VALUE.');
  return {
    help,
    json: values.json ?? false,
    from: values.from ?? '',
    columns: values.columns?.split(',').map((name) => name.trim()) ?? null,
    timeColumn: values['time-column'] ?? null,
    long: sensorColumn && valueColumn ? { sensorColumn, valueColumn } : null,
    decimalComma: values['decimal-comma'] ?? false,
    timeZone: values.zone === undefined ? null : zone(values.zone),
    asLive: values['as-live'] ?? false,
    speed,
    via,
    sensors: values.sensors ?? null,
    create: values.create ?? false,
    municipality: values.municipality ?? null,
    prefix: values.prefix ?? '',
    quantity: values.quantity ?? 'flow',
    unit: values.unit ?? 'm3/h',
    server: (values.server ?? `http://localhost:${env['PORT'] || '3000'}`).replace(/\/+$/, ''),
    mqtt: values.mqtt ?? (env['MQTT_URL'] || `mqtt://localhost:${env['MQTT_PORT'] || '1883'}`),
    apiKey: values['api-key'] ?? env['HYDRANT_API_KEY'] ?? null,
  };
}

function zone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    throw new ArgsError(`--zone must be an IANA zone such as Europe/Rome or UTC, not '${name}'.`, { cause: error });
  }
}
