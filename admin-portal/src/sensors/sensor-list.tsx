import { useTranslate } from 'ra-core';
import { FilterChips } from '../components/filter-chips';
import { PriorityMark } from '../components/priority-mark';
import { QuantityText } from '../components/quantity';
import { TimeAgo } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { useScopeFilter } from '../frame/scope';
import { QUANTITIES } from '../i18n/format';
import type { Column } from '../kit/data-table';
import { QuickSelect } from '../kit/quick-select';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { converter, shownUnit } from './chart/units';
import { LiveSensors, useLatest } from './live-sensors';
import type { SensorRecord } from './sensor';

/** States a sensor can show, worst first. */
const STATES = ['critical', 'high', 'medium', 'low', 'silent', 'shelved', 'normal', 'out_of_service'] as const;

const columns: readonly Column<SensorRecord>[] = [
  {
    key: 'name',
    label: 'sensors.field.name',
    sort: 'name',
    render: (sensor) => (
      <TitleCell
        to={`/sensors/${sensor.id}/show`}
        title={sensor.name}
        second={sensor.code}
        leading={<PriorityMark kind={sensor.state} />}
      />
    ),
  },
  { key: 'value', label: 'sensors.field.latest', align: 'end', render: (sensor) => <ValueCell sensor={sensor} /> },
  { key: 'time', label: 'sensors.field.time', from: 'sm', render: (sensor) => <TimeCell sensor={sensor} /> },
  {
    key: 'quantity',
    label: 'sensors.field.quantity',
    sort: 'quantity',
    from: 'md',
    render: (sensor) => <Word of={`quantity.${sensor.quantity}`} />,
  },
  { key: 'state', label: 'sensors.field.state', from: 'md', render: (sensor) => <Word of={`mark.${sensor.state}`} /> },
  { key: 'place', label: 'kit.municipality', from: 'lg', render: (sensor) => <PlaceCell id={sensor.municipalityId} /> },
];

/** All sensors with their newest value. */
export function SensorList() {
  const translate = useTranslate();
  return (
    <ResourceList<SensorRecord>
      resource="sensors"
      subject="Sensor"
      words="sensors"
      columns={columns}
      defaultSort="name"
      scope={useScopeFilter()}
      filterNames={['state', 'quantity', 'zoneId', 'deviceId', 'assetId']}
      rowTo={(sensor) => `/sensors/${sensor.id}/show`}
      refreshMs={30_000}
      around={(rows, table) => <LiveSensors ids={rows.map((sensor) => sensor.id)}>{table}</LiveSensors>}
      filters={({ filters }, change) => (
        <>
          <QuickSelect
            label={translate('sensors.all_quantities')}
            value={filters.quantity}
            choices={QUANTITIES.map((value) => ({ value, text: translate(`quantity.${value}`) }))}
            onChange={(quantity) => change({ filters: { ...filters, quantity } })}
          />
          <FilterChips
            label={translate('sensors.field.state')}
            value={[...filters.state]}
            choices={STATES.map((value) => ({
              value,
              label: translate(`mark.${value}`),
              icon: <PriorityMark kind={value} size={10} />,
            }))}
            onChange={(state) => change({ filters: { ...filters, state } })}
          />
        </>
      )}
    />
  );
}

function ValueCell({ sensor }: { sensor: SensorRecord }) {
  const latest = useLatest(sensor.id, sensor.latest);
  const unit = shownUnit(sensor.quantity, sensor.displayUnit);
  return <QuantityText value={latest && converter(sensor.quantity, unit)(latest.value)} unit={unit} strong />;
}

function TimeCell({ sensor }: { sensor: SensorRecord }) {
  const latest = useLatest(sensor.id, sensor.latest);
  const zone = useMunicipality(sensor.municipalityId)?.timeZone;
  return <TimeAgo time={latest?.time} zone={zone} />;
}

function PlaceCell({ id }: { id: string }) {
  return <>{useMunicipality(id)?.name ?? '–'}</>;
}

function Word({ of }: { of: string }) {
  return <>{useTranslate()(of)}</>;
}
