import { type RaRecord, required, useTranslate } from 'ra-core';
import { useEffect } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useMe } from '../auth/ability';
import { useMunicipality } from '../data/municipalities';
import { QUANTITIES, type Quantity, unitSymbol } from '../i18n/format';
import { NumberInput, SelectInput, SwitchInput, TextInput } from '../kit/inputs';
import { LocationInput } from '../kit/location-input';
import { MunicipalityInput } from '../kit/municipality-input';
import { FieldGroup } from '../kit/record-form';
import { ReferenceInput } from '../kit/reference-input';
import { changeConverter, changeToCanonical, converter, displayUnits, shownUnit, toCanonical } from './chart/units';
import { DetectorInput } from './detector-input';

const nameAndCode = (record: RaRecord): string =>
  record.code ? `${String(record.name)} (${String(record.code)})` : String(record.name);

/** The fields of a sensor; what it measures and where it belongs can only be chosen at first. */
export function SensorFields({ isNew }: { isNew: boolean }) {
  const translate = useTranslate();
  const me = useMe();
  const quantity = (useWatch({ name: 'quantity' }) as Quantity | undefined) ?? 'pressure';
  const chosen = useWatch({ name: 'municipalityId' }) as string | undefined;
  const municipalityId = chosen ?? (me?.tenant.kind === 'municipality' ? me.tenant.id : null);
  const municipality = useMunicipality(municipalityId);
  const filter = municipalityId ? { municipalityId } : {};
  const wanted = useWatch({ name: 'displayUnit' }) as string | null | undefined;
  const shown = shownUnit(quantity, wanted);
  const { setValue } = useFormContext();
  useEffect(() => {
    // Another quantity was chosen: what it can be shown in is another list.
    if (wanted && wanted !== shown) setValue('displayUnit', null);
  }, [wanted, shown, setValue]);
  const unit = unitSymbol(shown);
  // The form holds the unit the platform stores; limits are typed in the one the sensor is shown in.
  const scale = { toShown: converter(quantity, shown), toStored: toCanonical(quantity, shown) };
  const changeScale = { toShown: changeConverter(quantity, shown), toStored: changeToCanonical(quantity, shown) };
  return (
    <>
      <FieldGroup title="sensors.group.identity">
        {isNew && <MunicipalityInput />}
        <TextInput source="name" label="sensors.field.name" required validate={required()} />
        <TextInput source="code" label="sensors.field.code" help="sensors.help.code" required validate={required()} />
        <SelectInput
          source="quantity"
          label="sensors.field.quantity"
          required
          disabled={!isNew}
          help={isNew ? undefined : 'sensors.help.quantity'}
          validate={required()}
          choices={QUANTITIES.map((value) => ({ value, text: translate(`quantity.${value}`) }))}
        />
        <SelectInput
          source="displayUnit"
          label="sensors.field.display_unit"
          help="sensors.help.display_unit"
          clearable={isNew}
          choices={displayUnits(quantity).map((value) => ({ value, text: unitSymbol(value) }))}
        />
        <NumberInput
          source="intervalS"
          label="sensors.field.interval"
          unit="s"
          min={1}
          step={1}
          required
          validate={required()}
        />
        <SelectInput
          source="status"
          label="sensors.field.status"
          defaultValue="active"
          choices={['active', 'out_of_service'].map((value) => ({ value, text: translate(`sensors.status.${value}`) }))}
        />
      </FieldGroup>
      <FieldGroup title="kit.place">
        <ReferenceInput
          source="deviceId"
          label="sensors.field.device"
          resource="devices"
          filter={filter}
          textOf={nameAndCode}
        />
        <TextInput source="channel" label="device_access.channel" help="device_access.channel_help" mono />
        <TextInput
          source="channelUnit"
          label="device_access.channel_unit"
          help="device_access.channel_unit_help"
          mono
        />
        <ReferenceInput
          source="zoneId"
          label="sensors.field.zone"
          resource="zones"
          filter={filter}
          textOf={nameAndCode}
        />
        <ReferenceInput
          source="assetId"
          label="sensors.field.asset"
          resource="assets"
          filter={filter}
          textOf={nameAndCode}
        />
        <LocationInput
          source="location"
          center={municipality?.center}
          context={municipality?.boundary ? [municipality.boundary] : []}
        />
      </FieldGroup>
      <FieldGroup title="sensors.group.limits" columns={4}>
        <NumberInput source="thresholds.lowLow" label="limit_name.lowLow" unit={unit} scale={scale} />
        <NumberInput source="thresholds.low" label="limit_name.low" unit={unit} scale={scale} />
        <NumberInput source="thresholds.high" label="limit_name.high" unit={unit} scale={scale} />
        <NumberInput source="thresholds.highHigh" label="limit_name.highHigh" unit={unit} scale={scale} />
        <NumberInput source="rangeMin" label="sensors.field.range_min" unit={unit} scale={scale} />
        <NumberInput source="rangeMax" label="sensors.field.range_max" unit={unit} scale={scale} />
      </FieldGroup>
      <FieldGroup title="sensors.detection.title" columns={3}>
        <SwitchInput source="detection.enabled" label="sensors.detection.enabled" defaultValue />
        <NumberInput
          source="detection.onDelayS"
          label="sensors.detection.on_delay"
          help="sensors.detection.empty_default"
          unit="s"
          min={0}
        />
        <NumberInput
          source="detection.offDelayS"
          label="sensors.detection.off_delay"
          help="sensors.detection.empty_default"
          unit="s"
          min={0}
        />
        <NumberInput
          source="detection.deadbandPercent"
          label="sensors.detection.deadband"
          help="sensors.detection.empty_default"
          unit="%"
          min={0}
          max={100}
        />
        <DetectorInput
          source="detection.ratePerMin"
          label="alarm_kind.rate"
          unit={`${unit}/min`}
          start={10}
          scale={changeScale}
        />
        <DetectorInput source="detection.zscoreLimit" label="alarm_kind.zscore" unit="σ" start={6} />
        <DetectorInput source="detection.anomalyDays" label="alarm_kind.anomaly" unit="d" start={90} />
        <DetectorInput source="detection.stuckMinutes" label="alarm_kind.stuck" unit="min" start={60} />
        <DetectorInput source="detection.silenceMinutes" label="alarm_kind.silence" unit="min" start={60} />
      </FieldGroup>
    </>
  );
}
