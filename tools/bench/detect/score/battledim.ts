/** A leak of a labelled set. Times in minutes of the set's own clock (read as UTC since 1970). */
export interface ScoredLeak {
  readonly link: string;
  readonly start: number;
  readonly end: number;
}

/** An alarm: a crew is sent to a pipe. */
export interface ScoredAlarm {
  readonly link: string;
  readonly time: number;
}

/** True outflow of the leaks on the grid of the scored period. */
export interface LeakOutflows {
  readonly startMin: number;
  readonly stepMin: number;
  readonly rows: number;
  /** m3/h by leak. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

export interface BattledimOptions {
  /** Distance between two pipes along pipes, m; null: place does not count. */
  readonly distance: ((a: string, b: string) => number) | null;
  /** An alarm counts for a leak only so many days after its start. */
  readonly withinDays?: number;
}

export interface BattledimScore {
  readonly eur: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly leaks: number;
  /** Median hours from start to alarm over the leaks found (the lower of two); null when none was. */
  readonly medianDelayH: number | null;
  readonly missed: readonly string[];
}

const REACH_M = 300;
const WATER_EUR_M3 = 0.8;
const CREW_EUR = 500;

/**
 * The economic score of the Battle of the Leakage Detection and Isolation Methods: water saved from an alarm to the end of the
 * period at 0.80 EUR/m3, less 500 EUR for a crew in proportion to how far it looked (300 m at most), less 500 EUR for an alarm that
 * hits no leak. An alarm takes the nearest leak not yet found; one that hits only leaks already found counts for nothing.
 *
 * @see Vrachimis et al. (2022), Battle of the Leakage Detection and Isolation Methods, J. Water Resour. Plann. Manage. 148(12)
 */
export function battledimScore(
  leaks: readonly ScoredLeak[],
  outflows: LeakOutflows,
  alarms: readonly ScoredAlarm[],
  { distance, withinDays = Infinity }: BattledimOptions,
): BattledimScore {
  const from = outflows.startMin;
  const to = from + (outflows.rows - 1) * outflows.stepMin;
  const active = leaks.filter(({ start, end }) => end >= from && start <= to);
  const found = new Set<string>();
  const delays: number[] = [];
  let [eur, falsePositives] = [0, 0];
  const inTime = alarms.filter(({ time }) => time >= from && time <= to).toSorted((a, b) => a.time - b.time);
  for (const { link, time } of inTime) {
    const hits = active.flatMap((leak) => {
      if (time < leak.start || time > leak.end || time > leak.start + withinDays * 1440) return [];
      const metres = distance === null ? 0 : distance(leak.link, link);
      return metres <= REACH_M ? [{ leak, metres }] : [];
    });
    if (hits.length === 0) {
      falsePositives += 1;
      eur -= CREW_EUR;
      continue;
    }
    const fresh = hits
      .filter(({ leak }) => !found.has(leak.link))
      .toSorted((a, b) => (distance === null ? b.leak.start - a.leak.start : a.metres - b.metres));
    const hit = fresh[0];
    if (hit === undefined) continue;
    found.add(hit.leak.link);
    eur += savedM3(outflows, hit.leak.link, time) * WATER_EUR_M3 - (hit.metres / REACH_M) * CREW_EUR;
    delays.push((time - Math.max(hit.leak.start, from)) / 60);
  }
  delays.sort((a, b) => a - b);
  return {
    eur: Math.round(eur * 100) / 100,
    truePositives: found.size,
    falsePositives,
    leaks: active.length,
    medianDelayH: delays[Math.floor((delays.length - 1) / 2)] ?? null,
    missed: active.filter(({ link }) => !found.has(link)).map(({ link }) => link),
  };
}

/** What is saved when every leak is found at its own pipe the moment it starts, EUR. */
export function perfectEur(leaks: readonly ScoredLeak[], outflows: LeakOutflows): number {
  const alarms = leaks.map(({ link, start }) => ({ link, time: Math.max(start, outflows.startMin) }));
  return battledimScore(leaks, outflows, alarms, { distance: (a, b) => (a === b ? 0 : Infinity) }).eur;
}

/** Outflow from an alarm to the end of the period, m3. The organisers count steps from 1, so an alarm at step 0 counts as one at 1. */
function savedM3({ startMin, stepMin, columns }: LeakOutflows, link: string, time: number): number {
  const step = Math.max(1, Math.round((time - startMin) / stepMin));
  const column = columns.get(link);
  if (column === undefined) return 0;
  let sum = 0;
  for (let row = step - 1; row < column.length; row += 1) sum += column[row] as number;
  return (sum * stepMin) / 60;
}
