import { useGetList, useGetOne, useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { SelectInput } from '../kit/inputs';

/** Codecs that come with the platform. */
const BUILT_IN = ['cayenne-lpp'] as const;

/** What reads the payloads of a device: built-in, or one of the codecs that are kept. */
export function CodecInput() {
  const translate = useTranslate();
  const readable = useCan('read', 'Codec');
  const { data = [] } = useGetList<{ id: string; name: string }>(
    'codecs',
    {
      filter: { status: 'active' },
      pagination: { page: 1, perPage: 500 },
      sort: { field: 'name', order: 'ASC' },
    },
    { enabled: readable },
  );
  return (
    <SelectInput
      source="codec"
      label="devices.field.codec"
      help="devices.codec_help"
      clearable
      choices={[
        ...BUILT_IN.map((value) => ({ value, text: translate(`devices.codec.${value}`) })),
        ...data.map(({ id, name }) => ({ value: id, text: name })),
      ]}
    />
  );
}

/** How the codec of a device is called, with the way to it. */
export function CodecName({ codec }: { codec: string }) {
  const translate = useTranslate();
  const builtIn = BUILT_IN.some((name) => name === codec);
  const readable = useCan('read', 'Codec');
  const { data } = useGetOne<{ id: string; name: string }>('codecs', { id: codec }, { enabled: readable && !builtIn });
  if (builtIn) return <>{translate(`devices.codec.${codec}`)}</>;
  return data ? <Link to={`/codecs/${data.id}/show`}>{data.name}</Link> : <bdi>{codec}</bdi>;
}
