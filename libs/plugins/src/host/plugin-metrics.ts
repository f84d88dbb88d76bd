import type { PluginMetrics } from '@app/plugin-sdk';
import { Counter, Gauge } from 'prom-client';

const PREFIX = 'hydrant_plugin_';
const counters = new Map<string, Counter>();
const gauges = new Map<string, Gauge>();

/** Figures of plugins, told apart by the label `plugin`. */
export function metricsOf(plugin: string): PluginMetrics {
  return {
    count(name, help, amount = 1) {
      let counter = counters.get(name);
      if (counter === undefined) {
        counter = new Counter({ name: PREFIX + name, help, labelNames: ['plugin'] });
        counters.set(name, counter);
      }
      counter.inc({ plugin }, amount);
    },
    gauge(name, help, value) {
      let gauge = gauges.get(name);
      if (gauge === undefined) {
        gauge = new Gauge({ name: PREFIX + name, help, labelNames: ['plugin'] });
        gauges.set(name, gauge);
      }
      gauge.set({ plugin }, value);
    },
  };
}
