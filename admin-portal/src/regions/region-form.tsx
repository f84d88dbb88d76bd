import { required } from 'ra-core';
import { BoundaryInput } from '../kit/geometry-input';
import { TextInput } from '../kit/inputs';
import { CreatePage, EditPage, FieldGroup } from '../kit/record-form';
import type { Region } from './region';

function RegionFields() {
  return (
    <FieldGroup title="regions.one">
      <TextInput source="name" label="regions.field.name" required validate={required()} />
      <TextInput source="code" label="regions.field.code" required validate={required()} />
      <BoundaryInput />
    </FieldGroup>
  );
}

/** Makes a region. */
export function RegionCreate() {
  return (
    <CreatePage<Region> resource="regions" title="regions.create">
      <RegionFields />
    </CreatePage>
  );
}

/** Changes a region. */
export function RegionEdit() {
  return (
    <EditPage<Region> resource="regions" title="regions.edit">
      <RegionFields />
    </EditPage>
  );
}
