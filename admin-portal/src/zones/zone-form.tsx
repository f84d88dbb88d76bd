import { required, useTranslate } from 'ra-core';
import { useWatch } from 'react-hook-form';
import { useMunicipality } from '../data/municipalities';
import { BoundaryInput } from '../kit/geometry-input';
import { SelectInput, TextInput } from '../kit/inputs';
import { MunicipalityInput } from '../kit/municipality-input';
import { CreatePage, EditPage, FieldGroup } from '../kit/record-form';
import { type Zone, ZONE_KINDS } from './zone';

function ZoneFields({ isNew }: { isNew: boolean }) {
  const translate = useTranslate();
  const municipality = useMunicipality(useWatch({ name: 'municipalityId' }) as string | undefined);
  return (
    <FieldGroup title="zones.one">
      {isNew && <MunicipalityInput />}
      <TextInput source="name" label="zones.field.name" required validate={required()} />
      <TextInput source="code" label="zones.field.code" required validate={required()} />
      <SelectInput
        source="kind"
        label="zones.field.kind"
        required
        validate={required()}
        choices={ZONE_KINDS.map((value) => ({ value, text: translate(`zones.kind.${value}`) }))}
      />
      <BoundaryInput context={municipality?.boundary ? [municipality.boundary] : []} />
    </FieldGroup>
  );
}

/** Makes a zone. */
export function ZoneCreate() {
  return (
    <CreatePage<Zone> resource="zones" title="zones.create" defaults={{ kind: 'dma' }}>
      <ZoneFields isNew />
    </CreatePage>
  );
}

/** Changes a zone. */
export function ZoneEdit() {
  return (
    <EditPage<Zone> resource="zones" title="zones.edit">
      <ZoneFields isNew={false} />
    </EditPage>
  );
}
