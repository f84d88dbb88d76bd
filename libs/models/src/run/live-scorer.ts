import {
  type DetectedEvent,
  EventTracker,
  type Explanation,
  type LocalMoment,
  LocalCalendar,
  type NamedSensor,
  SensorScorer,
  SiteScorer,
  explainSensor,
  explainZone,
} from '@app/detection';
import type { ModelContext } from '@app/contracts';
import type { ModelContent } from '../model-contents';
import type { ModelScope, ScopeSensor } from '../data/model-scope';

/** What is told of the strongest reading of a detection. */
export interface DetectionDetail {
  sensor: Pick<ScopeSensor, 'id' | 'number'>;
  value: number | null;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  explanation: Explanation;
  context: ModelContext;
}

export type LiveEvent = DetectedEvent<DetectionDetail>;

/** What a live run remembers between two looks; plain JSON. */
export interface LiveMemory {
  scorer: number[] | string;
  events: ReturnType<EventTracker<DetectionDetail>['save']>;
}

/** One row to be judged. */
export interface LiveRow {
  timeMs: number;
  /** The sensor's reading; of a zone: one value a signal. */
  values: readonly Float64Array[];
  /** Where in each of the columns the row stands. */
  at: number;
}

/** Judges rows with a version and makes events of them, the same for sensors and zones. */
export class LiveScorer {
  private sensor: SensorScorer | null = null;
  private site: SiteScorer | null = null;
  private readonly events = new EventTracker<DetectionDetail>();
  private readonly calendar: LocalCalendar;
  private readonly offsetAt = (timeMs: number): number => this.calendar.offsetAt(timeMs);
  private readonly byId: ReadonlyMap<string, ScopeSensor>;

  /** @param names - names and units of all sensors of the scope, by id */
  constructor(
    private readonly content: ModelContent,
    private readonly scope: ModelScope,
    private readonly names: ReadonlyMap<string, NamedSensor>,
  ) {
    this.calendar = new LocalCalendar(scope.calendar);
    if (content.kind === 'sensor') this.sensor = new SensorScorer(content.model);
    else this.site = new SiteScorer(content.model, this.offsetAt);
    this.byId = new Map([...(scope.own === null ? [] : [scope.own]), ...scope.others].map((one) => [one.id, one]));
  }

  /** @returns whether the memory fitted; otherwise the scorer begins anew */
  load(memory: LiveMemory): boolean {
    if (this.content.kind === 'sensor') {
      if (typeof memory.scorer === 'string' || this.sensor?.load(memory.scorer) !== true) return false;
    } else {
      if (typeof memory.scorer !== 'string') return false;
      try {
        const bytes = Uint8Array.from(Buffer.from(memory.scorer, 'base64'));
        this.site = SiteScorer.restore(this.content.model, new Float64Array(bytes.buffer), this.offsetAt);
      } catch {
        return false;
      }
    }
    this.events.load(memory.events);
    return true;
  }

  save(): LiveMemory {
    return { scorer: this.scorerMemory(), events: this.events.save() };
  }

  /** Score of the last row. */
  get score(): number {
    return this.sensor?.score ?? this.site?.score ?? 0;
  }

  /**
   * Judges a row.
   * @param silent - true while finding its feet: no event begins
   * @returns the event that it began or ended, if any; undefined for a row that was not judged
   */
  push(row: LiveRow, silent: boolean): LiveEvent | null | undefined {
    if (this.sensor !== null) {
      const value = (row.values[0] as Float64Array)[row.at] as number;
      if (!this.sensor.push(row.timeMs, value, row.values.slice(1), row.at)) return undefined;
    } else {
      this.site?.push(
        row.timeMs,
        Float64Array.from(row.values, (column) => column[row.at] as number),
      );
    }
    return silent ? null : this.events.push(row.timeMs, this.score, () => this.detail(row));
  }

  /** The event that goes on. */
  get open(): LiveEvent | null {
    return this.events.save().open;
  }

  /** What there is to say of the last row. */
  detail(row: LiveRow): DetectionDetail {
    return this.sensor === null ? this.zoneDetail(row) : this.sensorDetail(row, this.sensor);
  }

  private sensorDetail(row: LiveRow, scorer: SensorScorer): DetectionDetail {
    const own = this.scope.own as ScopeSensor;
    const [values, ...others] = row.values;
    const value = (values as Float64Array)[row.at] as number;
    const beside = others.map((column) => column[row.at] as number);
    return {
      sensor: { id: own.id, number: own.number },
      value,
      expected: finite(scorer.expected),
      lower: finite(scorer.lower),
      upper: finite(scorer.upper),
      explanation: explainSensor(scorer, value, this.names.get(own.id)?.unit ?? '', beside),
      context: contextOf(
        this.calendar.moment(row.timeMs),
        scorer.model.neighbours.map(({ id, name }, j) => ({ sensorId: id, name, value: finite(beside[j] as number) })),
      ),
    };
  }

  private zoneDetail(row: LiveRow): DetectionDetail {
    const site = this.site as SiteScorer;
    const found = site.contributions();
    const [main] = found;
    const id = main?.name ?? site.model.names[0] ?? '';
    const sensor = this.byId.get(id) ?? this.scope.others[0];
    return {
      sensor: { id: sensor?.id ?? id, number: sensor?.number ?? 0 },
      value: finite(main?.seen ?? Number.NaN),
      expected: finite(main?.expected ?? Number.NaN),
      lower: null,
      upper: null,
      explanation: explainZone(found, this.names),
      context: contextOf(
        this.calendar.moment(row.timeMs),
        site.model.names.map((name, j) => ({
          sensorId: name,
          name: this.names.get(name)?.name ?? name,
          value: finite((row.values[j] as Float64Array)[row.at] as number),
        })),
      ),
    };
  }

  private scorerMemory(): LiveMemory['scorer'] {
    if (this.sensor !== null) return this.sensor.save();
    const memory = (this.site as SiteScorer).save();
    return Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength).toString('base64');
  }
}

function contextOf(moment: LocalMoment, neighbours: ModelContext['neighbours']): ModelContext {
  return { ...moment, neighbours };
}

/** Null where nothing is known. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
