import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useMemo } from 'react';
import { useCan } from '../auth/ability';
import { listAlarms } from '../alarms/alarm-api';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { QuantityText } from '../components/quantity';
import { TimeAgo } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import type { Alarm } from '../data/types';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { MiniMap } from '../kit/mini-map';
import { ShowPage } from '../kit/show-page';
import { useSurroundings } from '../kit/surroundings';
import { useLiveAlarms } from '../live/live';
import { RiskPanel } from '../maintenance/risk-panel';
import { converter, shownUnit } from './chart/units';
import { LiveSensors, useLatest } from './live-sensors';
import type { SensorRecord } from './sensor';
import { SensorAlarms } from './sensor-alarms';
import { SensorChart } from './sensor-chart';
import { SensorConfiguration } from './sensor-configuration';
import { SensorCoursePanel } from './sensor-course';
import { SensorFacts } from './sensor-facts';

/** The page of one sensor: its chart first, then what it is, its alarms and how it is judged. */
export function SensorShow() {
  return (
    <ShowPage<SensorRecord> resource="sensors" refreshMs={30_000}>
      {(sensor) => <SensorPage sensor={sensor} />}
    </ShowPage>
  );
}

const none: readonly Alarm[] = [];

function SensorPage({ sensor }: { sensor: SensorRecord }) {
  const translate = useTranslate();
  const municipality = useMunicipality(sensor.municipalityId);
  const surroundings = useSurroundings(sensor.municipalityId, sensor.location);
  const alarms = useAlarmsOf(sensor.id);
  const found = alarms.data?.data ?? none;
  const ids = useMemo(() => [sensor.id], [sensor.id]);
  return (
    <LiveSensors ids={ids}>
      <PageHeader
        title={sensor.name}
        leading={
          <PriorityMark
            kind={sensor.state}
            size={18}
            unacknowledged={found.some((alarm) => alarm.state === 'active_unacked' && !alarm.shelvedUntil)}
          />
        }
        subtitle={<Subtitle sensor={sensor} place={municipality?.name} zone={municipality?.timeZone ?? null} />}
        actions={
          <>
            <DeleteButton
              resource="sensors"
              subject="Sensor"
              record={sensor}
              name={sensor.code}
              detail="sensors.delete_detail"
            />
            <EditButton resource="sensors" subject="Sensor" id={sensor.id} />
          </>
        }
      />
      <Box sx={{ display: 'grid', gap: 4 }}>
        {useCan('read', 'Reading') && <SensorChart sensor={sensor} alarms={found} />}
        <Box
          sx={{
            display: 'grid',
            gap: 4,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
            alignItems: 'start',
          }}
        >
          <Box sx={{ display: 'grid', gap: 4 }}>
            {useCan('read', 'Alert') && (
              <SensorAlarms alarms={alarms} zone={municipality?.timeZone ?? null} sensorId={sensor.id} />
            )}
            {useCan('read', 'Reading') && <SensorCoursePanel sensor={sensor} />}
            <RiskPanel kind="sensor" id={sensor.id} />
            <SensorConfiguration sensor={sensor} />
          </Box>
          <Panel title="kit.facts">
            <Box sx={{ display: 'grid', gap: 4 }}>
              {sensor.location && (
                <MiniMap
                  label={translate('kit.map_of', { name: sensor.name })}
                  height={220}
                  context={surroundings}
                  marks={[{ at: sensor.location, kind: sensor.state, label: sensor.name }]}
                />
              )}
              <SensorFacts sensor={sensor} />
            </Box>
          </Panel>
        </Box>
      </Box>
    </LiveSensors>
  );
}

function Subtitle({ sensor, place, zone }: { sensor: SensorRecord; place: string | undefined; zone: string | null }) {
  const translate = useTranslate();
  const latest = useLatest(sensor.id, sensor.latest);
  const unit = shownUnit(sensor.quantity, sensor.displayUnit);
  return (
    <>
      {[sensor.code, place, translate(`quantity.${sensor.quantity}`)].filter(Boolean).join(' · ')}
      {' · '}
      {latest ? (
        <>
          <Box component="span" sx={{ color: 'text.primary' }}>
            <QuantityText value={converter(sensor.quantity, unit)(latest.value)} unit={unit} strong />
          </Box>{' '}
          <TimeAgo time={latest.time} zone={zone} />
        </>
      ) : (
        translate('sensors.no_reading')
      )}
    </>
  );
}

/** The sensor's newest alarms; renewed when one of them changes. */
function useAlarmsOf(sensorId: string) {
  const allowed = useCan('read', 'Alert');
  const query = useQuery({
    queryKey: ['alarms', 'of-sensor', sensorId],
    queryFn: ({ signal }) => listAlarms({ sensorId, sort: '-raisedAt', pageSize: 100 }, signal),
    enabled: allowed,
  });
  const { refetch } = query;
  useLiveAlarms((alarm) => {
    if (alarm.sensorId === sensorId) void refetch();
  });
  return query;
}
