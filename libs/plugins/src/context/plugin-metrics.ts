import type { PluginMetrics } from '@app/plugin-sdk';
import { Counter, Gauge } from 'prom-client';

const PREFIX = 'hydrant_plugin_';
/** Figures of one plugin with names of their own. */
const MOST_NAMES = 100;
const NAME = /^[a-z][a-z0-9_]{0,80}$/;
const counters = new Map<string, Counter>();
const gauges = new Map<string, Gauge>();
const names = new Map<string, Set<string>>();

const instanceUp = new Gauge({
  name: 'hydrant_plugin_instance_up',
  help: 'Whether an instance of a plugin does its work in this process: 1, or 0.5 when degraded',
  labelNames: ['plugin', 'instance'],
});
const instanceRestarts = new Gauge({
  name: 'hydrant_plugin_instance_restarts',
  help: 'Starts after a failure, since this process runs the instance',
  labelNames: ['plugin', 'instance'],
});

const refusals = new Counter({
  name: 'hydrant_gateway_refused_total',
  help: 'Messages turned away before they could be read',
  labelNames: ['protocol', 'reason'],
});
/** Pairs of protocol and reason that are told apart; further reasons count as `other`. */
const MOST_REASONS = 200;
const reasons = new Set<string>();

/**
 * Figures of plugins, told apart by the labels `plugin` and `instance`.
 * @throws {RangeError} for a name that is none, and when a plugin makes up too many
 */
export function metricsOf(plugin: string, instance: string): PluginMetrics {
  const labels = { plugin, instance };
  const labelNames = Object.keys(labels);
  return {
    count(name, help, amount = 1) {
      admit(plugin, name);
      let counter = counters.get(name);
      if (counter === undefined) {
        counter = new Counter({ name: PREFIX + name, help, labelNames });
        counters.set(name, counter);
      }
      counter.inc(labels, amount);
    },
    gauge(name, help, value) {
      admit(plugin, name);
      let gauge = gauges.get(name);
      if (gauge === undefined) {
        gauge = new Gauge({ name: PREFIX + name, help, labelNames });
        gauges.set(name, gauge);
      }
      gauge.set(labels, value);
    },
  };
}

/** Forgets the figures of an instance that is gone. */
export function forgetMetrics(plugin: string, instance: string): void {
  for (const figure of [...counters.values(), ...gauges.values(), instanceUp, instanceRestarts]) {
    figure.remove({ plugin, instance });
  }
}

/** Shows how an instance is. */
export function showInstance(plugin: string, instance: string, status: string, restarts: number): void {
  instanceUp.set({ plugin, instance }, status === 'up' ? 1 : status === 'degraded' ? 0.5 : 0);
  instanceRestarts.set({ plugin, instance }, restarts);
}

/** Counts messages that a gateway turned away. */
export function countRefusal(protocol: string, reason: string, count: number): void {
  const key = `${protocol} ${reason}`;
  if (reasons.size < MOST_REASONS) reasons.add(key);
  refusals.inc({ protocol: protocol.slice(0, 32), reason: reasons.has(key) ? reason.slice(0, 64) : 'other' }, count);
}

function admit(plugin: string, name: string): void {
  const known = names.get(plugin) ?? new Set();
  names.set(plugin, known);
  if (known.has(name)) return;
  if (!NAME.test(name)) throw new RangeError(`"${name}" is no name of a figure: use a-z, 0-9 and _`);
  if (known.size >= MOST_NAMES) throw new RangeError(`A plugin has at most ${MOST_NAMES} figures`);
  known.add(name);
}
