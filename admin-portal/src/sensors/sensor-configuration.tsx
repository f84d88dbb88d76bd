import { useTranslate } from 'ra-core';
import { Panel } from '../components/panel';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';
import { LIMIT_NAMES } from './chart/limits';
import { changeConverter, converter, shownUnit } from './chart/units';
import type { SensorRecord } from './sensor';

/** Limits, range and detectors: how the sensor's readings are judged. */
export function SensorConfiguration({ sensor }: { sensor: SensorRecord }) {
  const translate = useTranslate();
  const format = useFormat();
  const unit = shownUnit(sensor.quantity, sensor.displayUnit);
  const convert = converter(sensor.quantity, unit);
  const change = changeConverter(sensor.quantity, unit);
  const quantity = (value: number | null | undefined): string =>
    format.quantity(value === null || value === undefined ? null : convert(value), unit);
  const own = sensor.detection ?? {};
  const detector = (value: number | null | undefined, text: (value: number) => string): string =>
    value === undefined
      ? translate('sensors.detection.default')
      : value === null
        ? translate('sensors.detection.off')
        : text(value);
  const minutes = (value: number): string =>
    format.number(value, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  return (
    <Panel title="sensors.configuration">
      <Facts
        facts={[
          ...LIMIT_NAMES.map((name) => ({ label: `limit_name.${name}`, value: quantity(sensor.thresholds?.[name]) })),
          { label: 'sensors.field.range', value: `${quantity(sensor.rangeMin)} – ${quantity(sensor.rangeMax)}` },
          {
            label: 'sensors.field.interval',
            value: format.number(sensor.intervalS ?? 0, { style: 'unit', unit: 'second', unitDisplay: 'long' }),
          },
          {
            label: 'sensors.detection.title',
            value: translate(own.enabled === false ? 'sensors.detection.off' : 'sensors.detection.on'),
          },
          ...(own.enabled === false
            ? []
            : [
                {
                  label: 'alarm_kind.rate',
                  value: detector(own.ratePerMin, (value) =>
                    translate('alarms.per_minute', { value: format.quantity(change(value), unit) }),
                  ),
                },
                {
                  label: 'alarm_kind.zscore',
                  value: detector(own.zscoreLimit, (value) =>
                    translate('sensors.detection.deviations', { value: format.number(value) }),
                  ),
                },
                {
                  label: 'alarm_kind.anomaly',
                  value: detector(own.anomalyDays, (days) => translate('sensors.course.budget', { days })),
                },
                { label: 'alarm_kind.stuck', value: detector(own.stuckMinutes, minutes) },
                { label: 'alarm_kind.silence', value: detector(own.silenceMinutes, minutes) },
              ]),
        ]}
      />
    </Panel>
  );
}
