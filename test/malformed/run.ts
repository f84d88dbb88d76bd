import { setTimeout as delay } from 'node:timers/promises';
import { OneProcess } from '../../tools/durability/one-process';
import { type Entrances, type LaneName, type OpenLane, openers } from '../../tools/durability/open-lanes';
import { coapDriver } from './coap-driver';
import type { OpenDriver, Rng, Seen } from './driver';
import { httpDriver, lorawanDriver, smsHookDriver } from './http-driver';
import { modbusDriver } from './modbus-driver';
import { smppDriver } from './smpp-driver';
import { sparkplugDriver } from './sparkplug-driver';
import { mqttDriver, tcpDriver } from './stream-driver';
import { Watch, countedBy } from './watch';

const drivers: Record<string, OpenDriver> = {
  mqtt: mqttDriver,
  http: httpDriver,
  tcp: tcpDriver,
  coap: coapDriver,
  lorawan: lorawanDriver,
  sms: smsHookDriver,
  smpp: smppDriver,
  sparkplug: sparkplugDriver,
  modbus: modbusDriver,
};
export const driverNames = Object.keys(drivers);
/** The lane that shows that a good reading still passes, where the driver does not tell. */
const lanes: Partial<Record<string, LaneName>> = {
  mqtt: 'mqtt',
  http: 'http',
  tcp: 'tcp',
  coap: 'coap',
  lorawan: 'lorawan-webhook',
  sms: 'sms',
  smpp: 'sms',
};
const GOOD_MS = 20_000;
const KNOWN_MS = 3_000;

export interface MalformedOptions {
  /** Inputs of each protocol. */
  count: number;
  seed: number;
  protocols: readonly string[];
  say: (line: string) => void;
}

export interface ProtocolReport extends Seen {
  inputs: number;
  /** Messages that the platform counted meanwhile. */
  counted: number;
  durationS: number;
  /** Resident memory after it, MiB. */
  residentMiB: number;
  /** A good reading passed afterwards. */
  goodPassed: boolean;
}

export interface MalformedReport {
  crashes: number;
  /** Times that health did not answer within 2 s. */
  hangs: number;
  slowestHealthMs: number;
  /** Inputs that nothing answered and nothing counted. */
  uncounted: number;
  memoryMiB: { start: number; peak: number; end: number };
  protocols: Record<string, ProtocolReport>;
}

/** Sends malformed inputs of each protocol to the built platform, and watches it. */
export async function runMalformed({ count, seed, protocols, say }: MalformedOptions): Promise<MalformedReport> {
  const world = await OneProcess.open();
  const { entrances } = world;
  const { pid } = world;
  const watch = new Watch(entrances.httpUrl, pid);
  const good = new GoodDevices(entrances);
  try {
    const start = watch.residentMiB();
    const report: MalformedReport['protocols'] = {};
    let uncounted = 0;
    for (const name of protocols) {
      const driver = await (drivers[name] as OpenDriver)(entrances);
      // The registry and the instances of plugins hear of what was seeded.
      await delay(KNOWN_MS);
      const began = Date.now();
      const before = (await countedBy(entrances.httpUrl)).get(driver.protocol) ?? 0;
      const seen = await driver.send(count, randomOf(seed));
      const counted = ((await countedBy(entrances.httpUrl)).get(driver.protocol) ?? 0) - before;
      const goodPassed = await (driver.goodPasses?.() ?? good.passes(lanes[name] as LaneName));
      await driver.close();
      uncounted += Math.max(0, seen.silent - counted);
      const durationS = Math.round((Date.now() - began) / 1_000);
      report[name] = { inputs: count, ...seen, counted, durationS, residentMiB: watch.residentMiB(), goodPassed };
      say(`${name}: ${JSON.stringify(report[name])}`);
    }
    await watch.stop();
    return {
      crashes: world.pid === pid && world.isRunning ? 0 : 1,
      hangs: watch.hangs,
      slowestHealthMs: watch.slowestMs,
      uncounted,
      memoryMiB: { start, peak: watch.peakMiB, end: watch.residentMiB() },
      protocols: report,
    };
  } catch (error) {
    say(world.logEnd());
    throw error;
  } finally {
    await watch.stop();
    await good.close();
    await world.close();
  }
}

/** Good devices, one for each lane, that are asked for a reading now and then. */
class GoodDevices {
  private readonly open = new Map<LaneName, OpenLane>();
  private sequence = 0;

  constructor(private readonly entrances: Entrances) {}

  /** Whether a good reading is acknowledged. */
  async passes(name: LaneName): Promise<boolean> {
    const { lane, device } = this.open.get(name) ?? (await openers[name](this.entrances));
    this.open.set(name, { lane, device });
    const deadline = Date.now() + GOOD_MS;
    for (;;) {
      this.sequence += 1;
      const time = Math.floor(Date.now() / 1_000) * 1_000 - 10 * 86_400_000;
      const readings = Array.from({ length: lane.perMessage }, (_, n) => {
        const number = this.sequence * 100 + n;
        return { number, sensor: device.sensors[0] as string, time: time + number * 1_000 };
      });
      if (await lane.deliver({ sequence: this.sequence, readings })) return true;
      if (Date.now() > deadline) return false;
      await delay(100);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map(({ lane }) => lane.close()));
  }
}

/** mulberry32 */
function randomOf(seed: number): Rng {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
