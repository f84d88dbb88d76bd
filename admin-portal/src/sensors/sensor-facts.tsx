import { useTranslate } from 'ra-core';
import { QuantityText } from '../components/quantity';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { unitSymbol } from '../i18n/format';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';
import { ReferenceLink } from '../kit/reference-link';
import { converter, shownUnit } from './chart/units';
import { QUALITY, type SensorRecord } from './sensor';

/** What the sensor is and where it belongs. */
export function SensorFacts({ sensor }: { sensor: SensorRecord }) {
  const translate = useTranslate();
  const format = useFormat();
  const municipality = useMunicipality(sensor.municipalityId);
  const zone = municipality?.timeZone ?? null;
  const unit = shownUnit(sensor.quantity, sensor.displayUnit);
  const toShown = converter(sensor.quantity, unit);
  return (
    <Facts
      facts={[
        { label: 'sensors.field.code', value: sensor.code },
        { label: 'kit.municipality', value: municipality?.name },
        sensor.zoneId !== null && {
          label: 'sensors.field.zone',
          value: <ReferenceLink resource="zones" subject="Zone" id={sensor.zoneId} />,
        },
        sensor.assetId !== null && {
          label: 'sensors.field.asset',
          value: <ReferenceLink resource="assets" subject="Asset" id={sensor.assetId} />,
        },
        sensor.deviceId !== null && {
          label: 'sensors.field.device',
          value: <ReferenceLink resource="devices" subject="Device" id={sensor.deviceId} />,
        },
        { label: 'device_access.channel', value: sensor.channel && <bdi>{sensor.channel}</bdi> },
        {
          label: 'sensors.field.quantity',
          value: `${translate(`quantity.${sensor.quantity}`)} (${unitSymbol(unit)})`,
        },
        sensor.latest !== null && {
          label: 'sensors.field.latest',
          value: (
            <>
              <QuantityText value={toShown(sensor.latest.value)} unit={unit} />
              {' · '}
              <LocalTime time={sensor.latest.time} zone={zone} style="full" />
            </>
          ),
        },
        sensor.latest !== null && {
          label: 'sensors.chart.quality',
          value: translate(`sensors.quality.${QUALITY[sensor.latest.quality] ?? 'good'}`),
        },
        { label: 'sensors.field.status', value: translate(`sensors.status.${sensor.status}`) },
        sensor.location !== null && {
          label: 'kit.position',
          value: (
            <bdi>{`${format.number(sensor.location.lat, { maximumFractionDigits: 5 })}°, ${format.number(sensor.location.lon, { maximumFractionDigits: 5 })}°`}</bdi>
          ),
        },
        municipality !== undefined && { label: 'sensors.field.time_zone', value: municipality.timeZone },
        { label: 'kit.updated_at', value: <LocalTime time={sensor.updatedAt} zone={zone} style="full" /> },
      ]}
    />
  );
}
