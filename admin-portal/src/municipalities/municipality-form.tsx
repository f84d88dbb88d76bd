import { required } from 'ra-core';
import { useWatch } from 'react-hook-form';
import { useMe } from '../auth/ability';
import { RefreshMunicipalities } from './refresh-municipalities';
import type { Municipality } from '../data/types';
import { BoundaryInput } from '../kit/geometry-input';
import { NumberInput, TextInput } from '../kit/inputs';
import { LocationInput } from '../kit/location-input';
import { CreatePage, EditPage, FieldGroup } from '../kit/record-form';
import { ReferenceInput } from '../kit/reference-input';
import { TimeZoneInput } from '../kit/time-zone-input';

function MunicipalityFields({ isNew }: { isNew: boolean }) {
  const me = useMe();
  const boundary = useWatch({ name: 'boundary' }) as GeoJSON.Geometry | null | undefined;
  return (
    <>
      <RefreshMunicipalities />
      <FieldGroup title="municipalities.one">
        <TextInput source="name" label="municipalities.field.name" required validate={required()} />
        <TextInput source="code" label="municipalities.field.code" required validate={required()} />
        {isNew && me?.tenant.kind === 'nation' && (
          <ReferenceInput
            source="regionId"
            label="municipalities.field.region"
            resource="regions"
            required
            validate={required()}
            textOf={(region) => String(region.name)}
          />
        )}
        <NumberInput source="population" label="municipalities.field.population" min={0} step={1} />
        <TimeZoneInput source="timeZone" label="municipalities.field.time_zone" />
      </FieldGroup>
      <FieldGroup title="kit.place">
        <LocationInput
          source="center"
          label="municipalities.field.center"
          required
          context={boundary ? [boundary] : []}
        />
        <BoundaryInput />
      </FieldGroup>
    </>
  );
}

/** Makes a municipality. */
export function MunicipalityCreate() {
  return (
    <CreatePage<Municipality> resource="municipalities" title="municipalities.create" defaults={{ timeZone: 'UTC' }}>
      <MunicipalityFields isNew />
    </CreatePage>
  );
}

/** Changes a municipality. */
export function MunicipalityEdit() {
  return (
    <EditPage<Municipality> resource="municipalities" title="municipalities.edit">
      <MunicipalityFields isNew={false} />
    </EditPage>
  );
}
