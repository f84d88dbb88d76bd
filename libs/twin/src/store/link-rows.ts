import type { AlertFinding } from '@app/contracts';
import type { Work } from '@app/database';
import type { ModelLink } from '../core/twin-types';

/** A row of `twin_links` with its sensor. */
export interface LinkRow {
  sensorId: string;
  /** Internal number of the sensor. */
  sensorNumber: number;
  sensorCode: string;
  sensorName: string;
  quantity: ModelLink['quantity'];
  intervalS: number;
  zoneId: string | null;
  zoneCode: string | null;
  zoneName: string | null;
  elementKind: 'node' | 'link';
  elementId: string;
  usage: 'boundary' | 'compare' | 'ignored';
  source: 'suggested' | 'confirmed';
  direction: 1 | -1;
  gaugeHeightM: number;
  distanceM: number | null;
  /** Shown state after the last moment; null: none yet. */
  shown: LinkState | null;
}

/** What is kept beside a link for screens. */
export interface LinkState {
  at: string;
  measured: number | null;
  simulated: number | null;
  bias: number | null;
  z: number | null;
  holds: -1 | 0 | 1;
  /** What was found, null: nothing; a mere sentence where it was found by an earlier release. */
  finding: (AlertFinding & { text: string }) | string | null;
}

/** All places of sensors of a twin. */
export function readLinks(work: Work, twinId: string): Promise<LinkRow[]> {
  return work.sql<LinkRow>(
    `select l.sensor_id as "sensorId", s.number as "sensorNumber", s.code as "sensorCode", s.name as "sensorName",
       s.quantity, s.interval_s as "intervalS", s.zone_id as "zoneId", z.code as "zoneCode", z.name as "zoneName",
       l.element_kind as "elementKind", l.element_id as "elementId", l.usage, l.source, l.direction,
       l.gauge_height_m as "gaugeHeightM", l.distance_m as "distanceM", l.memory as shown
     from twin_links l
     join sensors s on s.tenant_id = l.tenant_id and s.id = l.sensor_id
     left join zones z on z.tenant_id = s.tenant_id and z.id = s.zone_id
     where l.twin_id = ? order by s.code`,
    [twinId],
  );
}

/** The links that take part in a calculation; elements that the network no longer has are left out. */
export function modelLinks(rows: readonly LinkRow[], known: ReadonlySet<string>): ModelLink[] {
  return rows.flatMap((row): ModelLink[] =>
    row.usage === 'ignored' || !known.has(`${row.elementKind}/${row.elementId}`)
      ? []
      : [
          {
            key: row.sensorId,
            quantity: row.quantity,
            elementKind: row.elementKind,
            elementId: row.elementId,
            usage: row.usage,
            direction: row.direction,
            gaugeHeightM: row.gaugeHeightM,
          },
        ],
  );
}
