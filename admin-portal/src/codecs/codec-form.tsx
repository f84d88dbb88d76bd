import { required, useTranslate } from 'ra-core';
import { useFormContext } from 'react-hook-form';
import { useMe } from '../auth/ability';
import { useMunicipalities } from '../data/municipalities';
import { SelectInput, TextInput } from '../kit/inputs';
import { CreatePage, EditPage, FieldGroup } from '../kit/record-form';
import { type Codec, CODEC_KINDS, TEMPLATE } from './codec';
import { FieldsInput } from './fields-input';
import { TryOut } from './try-out';
import { VectorsInput } from './vectors-input';

function CodecFields({ isNew }: { isNew: boolean }) {
  const translate = useTranslate();
  const { getValues } = useFormContext();
  const current = (): Pick<Codec, 'kind' | 'source' | 'fields'> => {
    const [kind, source, fields] = getValues(['kind', 'source', 'fields']) as [
      Codec['kind'],
      string | null,
      Codec['fields'],
    ];
    return { kind, source: source ?? ' ', fields: fields ?? [] };
  };
  return (
    <>
      <FieldGroup title="codecs.one">
        <TextInput source="name" label="codecs.field.name" required validate={required()} />
        <TextInput source="description" label="codecs.field.description" />
        {isNew && <OwnerInput />}
        <SelectInput
          source="kind"
          label="codecs.field.kind"
          required
          validate={required()}
          choices={CODEC_KINDS.map((value) => ({ value, text: translate(`codecs.kind.${value}`) }))}
        />
        <SelectInput
          source="status"
          label="codecs.field.status"
          help="codecs.status_help"
          required
          validate={required()}
          choices={['draft', 'active'].map((value) => ({ value, text: translate(`codecs.status.${value}`) }))}
        />
      </FieldGroup>
      <FieldGroup title="codecs.field.source" columns={1}>
        <TextInput
          source="source"
          label="codecs.field.javascript"
          help="codecs.source_help"
          required
          validate={required()}
          multiline
          rows={16}
          mono
        />
      </FieldGroup>
      <TryOut codec={current} />
      <FieldGroup title="codecs.mapping.title" columns={1}>
        <FieldsInput />
      </FieldGroup>
      <FieldGroup title="codecs.vector.title" columns={1}>
        <VectorsInput codec={current} />
      </FieldGroup>
    </>
  );
}

/** Whose the codec is; not asked where a person's home is one municipality. */
function OwnerInput() {
  const me = useMe();
  const { municipalities } = useMunicipalities();
  if (!me || me.tenant.kind === 'municipality') return null;
  const isNation = me.tenant.kind === 'nation';
  return (
    <SelectInput
      source="municipalityId"
      label="codecs.field.owner"
      help={isNation ? 'codecs.owner_help' : undefined}
      clearable={isNation}
      required={!isNation}
      validate={isNation ? undefined : required()}
      choices={municipalities.map(({ id, name }) => ({ value: id, text: name }))}
    />
  );
}

const withDescription = (values: Record<string, unknown>): Record<string, unknown> => ({
  ...values,
  description: values.description ?? '',
});

/** Makes a codec. */
export function CodecCreate() {
  return (
    <CreatePage<Codec>
      resource="codecs"
      title="codecs.create"
      defaults={{ kind: 'ttn', status: 'draft', source: TEMPLATE, fields: [], testVectors: [] }}
      transform={withDescription}
    >
      <CodecFields isNew />
    </CreatePage>
  );
}

/** Changes a codec. */
export function CodecEdit() {
  return (
    <EditPage<Codec> resource="codecs" title="codecs.edit" transform={withDescription}>
      <CodecFields isNew={false} />
    </EditPage>
  );
}
