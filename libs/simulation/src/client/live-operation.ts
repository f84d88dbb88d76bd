import { Random } from '../generator/random';
import { scheduleIncidents, type Incident } from '../operation/incidents';
import type { MunicipalityOperation } from '../operation/municipality-operation';
import { DeviceSender } from './device-sender';
import { FieldLink } from './links/field-link';
import type { Habit } from './links/habits';
import { channelsOf } from './links/link-device';
import { type LinkAddresses, openLink } from './links/open-link';
import type { ProvisionedDevice } from './provision';

/** A municipality with the identities of its devices. */
export interface LiveMunicipality {
  readonly operation: MunicipalityOperation;
  /** By device name. */
  readonly identities: ReadonlyMap<string, ProvisionedDevice>;
}

/** How live operation runs. */
export interface LiveSettings {
  readonly seed: string;
  readonly addresses: LinkAddresses;
  readonly habits: readonly Habit[];
  /** Real time between two readings of a sensor, s. */
  readonly intervalS: number;
  /** Network time per real time. Readings carry real time whatever it is. */
  readonly speed: number;
  /** Mean incidents an hour. */
  readonly incidentsPerHour: number;
  readonly log: (line: string) => void;
}

/** Figures of live operation. */
export interface LiveFigures {
  readonly acknowledged: number;
  readonly waiting: number;
  readonly dropped: number;
  readonly incidents: number;
}

/** Most readings of a live message. */
const perMessage = 500;

/**
 * Operates municipalities in real time: each is solved once an interval, at its own moment so that work spreads evenly, and its
 * devices send what they read. Incidents begin and end by a seeded schedule.
 */
export class LiveOperation {
  private readonly aborting = new AbortController();
  private readonly senders: Map<string, DeviceSender>[];
  private readonly due: number[];
  private readonly startedMs = Date.now();
  private readonly running = new Set<Incident>();
  private readonly told = new Map<string, number>();
  private readonly schedule: Generator<Incident>;
  private next: Incident | null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly municipalities: readonly LiveMunicipality[],
    private readonly settings: LiveSettings,
  ) {
    const { intervalS, log, seed, incidentsPerHour } = settings;
    this.senders = municipalities.map((municipality) => this.openSenders(municipality));
    this.due = municipalities.map((_, index) => this.startedMs + (index * intervalS * 1000) / municipalities.length);
    const sites = municipalities.map(({ operation }) => ({ plan: operation.plan, devices: operation.devices }));
    this.schedule = scheduleIncidents(new Random(`${seed}/incidents`), sites, incidentsPerHour);
    this.next = this.schedule.next().value ?? null;
    log(`Live: ${this.deviceCount} devices report every ${intervalS} s.`);
    this.plan();
  }

  private get deviceCount(): number {
    return this.senders.reduce((sum, senders) => sum + senders.size, 0);
  }

  get figures(): LiveFigures {
    const all = this.senders.flatMap((senders) => [...senders.values()].map((sender) => sender.figures));
    const sum = (key: 'acknowledged' | 'waiting' | 'dropped'): number =>
      all.reduce((total, figures) => total + figures[key], 0);
    return {
      acknowledged: sum('acknowledged'),
      waiting: sum('waiting'),
      dropped: sum('dropped'),
      incidents: this.running.size,
    };
  }

  /** Ends operation: gives what is waiting a moment to go out, then closes every connection. */
  async stop(graceMs: number): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const senders = this.senders.flatMap((map) => [...map.values()]);
    let grace: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      grace = setTimeout(resolve, graceMs);
    });
    await Promise.race([Promise.all(senders.map((sender) => sender.idle())), patience]);
    clearTimeout(grace);
    this.aborting.abort(new Error('The simulation ends.'));
    await Promise.all(senders.map((sender) => sender.idle()));
    await Promise.all(senders.map((sender) => sender.link.close()));
    for (const { operation } of this.municipalities) operation.close();
  }

  private openSenders({ operation, identities }: LiveMunicipality): Map<string, DeviceSender> {
    const { addresses, habits, seed } = this.settings;
    const tellOnce = (message: string): void => this.tellOnce(message);
    return new Map(
      operation.devices.flatMap((device) => {
        const identity = identities.get(device.name);
        if (!identity) return [];
        const channels = channelsOf(device.sensors.map(({ code }) => code));
        const plain = openLink(identity.protocol, addresses, { ...identity, channels }, tellOnce);
        const link =
          habits.length === 0 ? plain : new FieldLink(plain, habits, new Random(`${seed}/habits/${identity.id}`));
        return [[device.name, new DeviceSender(link, this.aborting.signal, perMessage, tellOnce)] as const];
      }),
    );
  }

  /** Says the same thing at most once in ten minutes. */
  private tellOnce(message: string): void {
    const now = Date.now();
    if (now - (this.told.get(message) ?? -Infinity) < 600_000) return;
    this.told.set(message, now);
    this.settings.log(message);
  }

  private plan(): void {
    const nextDue = Math.min(...this.due);
    this.timer = setTimeout(() => this.tick(), Math.max(5, nextDue - Date.now()));
  }

  private tick(): void {
    const now = Date.now();
    this.runIncidents((now - this.startedMs) / 1000);
    const intervalMs = this.settings.intervalS * 1000;
    this.due.forEach((due, index) => {
      if (due > now) return;
      // After a pause of the machine the missed rounds are left out.
      this.due[index] = due + intervalMs * Math.max(1, Math.ceil((now - due) / intervalMs));
      this.report(index, now);
    });
    this.plan();
  }

  private report(index: number, nowMs: number): void {
    const { operation } = this.municipalities[index] as LiveMunicipality;
    operation.stepTo(this.startedMs + (nowMs - this.startedMs) * this.settings.speed);
    for (const device of operation.devices) {
      this.senders[index]?.get(device.name)?.add(operation.read(device, nowMs));
    }
  }

  private runIncidents(elapsedS: number): void {
    for (const incident of this.running) {
      if (incident.endS > elapsedS) continue;
      this.running.delete(incident);
      this.apply(incident, false);
      this.settings.log(`Over: ${incident.text}.`);
    }
    while (this.next && this.next.startS <= elapsedS) {
      const incident = this.next;
      this.next = this.schedule.next().value ?? null;
      this.running.add(incident);
      this.apply(incident, true);
      this.settings.log(`Incident: ${incident.text}.`);
    }
  }

  private apply(incident: Incident, on: boolean): void {
    this.municipalities[incident.municipality]?.operation.apply(incident, on);
    if (incident.kind !== 'silent') return;
    const link = this.senders[incident.municipality]?.get(incident.target)?.link;
    if (on)
      link
        ?.pause()
        .catch((error: unknown) => this.settings.log(`A device could not be switched off: ${String(error)}`));
    else link?.resume();
  }
}
