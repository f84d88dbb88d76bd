import { required, useTranslate } from 'ra-core';
import { useWatch } from 'react-hook-form';
import { useMe } from '../auth/ability';
import { useMunicipality } from '../data/municipalities';
import { GeometryInput } from '../kit/geometry-input';
import { NumberInput, SelectInput, TextInput } from '../kit/inputs';
import { LocationInput } from '../kit/location-input';
import { MunicipalityInput } from '../kit/municipality-input';
import { CreatePage, EditPage, FieldGroup } from '../kit/record-form';
import { ReferenceInput } from '../kit/reference-input';
import { type Asset, ASSET_CLASSES, ASSET_STATUSES, type AssetClass, GEOMETRIES } from './asset';
import { assetBody } from './asset-body';

function AssetFields({ isNew }: { isNew: boolean }) {
  const translate = useTranslate();
  const me = useMe();
  const assetClass = (useWatch({ name: 'class' }) as AssetClass | undefined) ?? 'junction';
  const chosen = useWatch({ name: 'municipalityId' }) as string | undefined;
  const municipalityId = chosen ?? (me?.tenant.kind === 'municipality' ? me.tenant.id : null);
  const municipality = useMunicipality(municipalityId);
  const asPoint = isNew && GEOMETRIES[assetClass][0] === 'Point';
  const context = municipality?.boundary ? [municipality.boundary] : [];
  return (
    <>
      <FieldGroup title="assets.one">
        {isNew && <MunicipalityInput />}
        <SelectInput
          source="class"
          label="assets.field.class"
          required
          validate={required()}
          choices={ASSET_CLASSES.map((value) => ({ value, text: translate(`asset_class.${value}`) }))}
        />
        <TextInput source="name" label="assets.field.name" required validate={required()} />
        <TextInput source="code" label="assets.field.code" required validate={required()} />
        <SelectInput
          source="status"
          label="assets.field.status"
          required
          validate={required()}
          choices={ASSET_STATUSES.map((value) => ({ value, text: translate(`assets.status.${value}`) }))}
        />
        <ReferenceInput
          source="zoneId"
          label="assets.field.zone"
          resource="zones"
          filter={municipalityId ? { municipalityId } : {}}
          textOf={(zone) => String(zone.name)}
        />
      </FieldGroup>
      <FieldGroup title="assets.measures" columns={3}>
        <NumberInput source="diameterMm" label="assets.field.diameter" unit="mm" min={0} />
        <NumberInput source="lengthM" label="assets.field.length" unit="m" min={0} />
        <NumberInput source="elevationM" label="assets.field.elevation" unit="m" />
        <TextInput source="material" label="assets.field.material" />
        <TextInput source="installedOn" label="assets.field.installed" type="date" />
      </FieldGroup>
      <FieldGroup title="kit.place">
        {asPoint ? (
          <LocationInput source="point" required center={municipality?.center} context={context} />
        ) : (
          <GeometryInput
            source="geometry"
            label="assets.field.geometry"
            help="assets.geometry_help"
            wrong="assets.geometry_wrong"
            types={GEOMETRIES[assetClass]}
            required
            context={context}
          />
        )}
      </FieldGroup>
    </>
  );
}

/** Makes an asset. */
export function AssetCreate() {
  return (
    <CreatePage<Asset>
      resource="assets"
      title="assets.create"
      defaults={{ class: 'valve', status: 'in_service' }}
      transform={assetBody}
    >
      <AssetFields isNew />
    </CreatePage>
  );
}

/** Changes an asset. */
export function AssetEdit() {
  return (
    <EditPage<Asset> resource="assets" title="assets.edit">
      <AssetFields isNew={false} />
    </EditPage>
  );
}
