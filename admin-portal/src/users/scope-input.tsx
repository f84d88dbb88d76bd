import { type RaRecord, useGetList, useTranslate } from 'ra-core';
import { useCan, useMe } from '../auth/ability';
import { useMunicipalities } from '../data/municipalities';
import { SelectInput } from '../kit/inputs';

/** Home of a user, reach of a key or role: chosen among what lies below one's own home; left out: that home. */
export function ScopeInput({ source = 'scopeId', label, help }: { source?: string; label: string; help?: string }) {
  const translate = useTranslate();
  const me = useMe();
  const { municipalities } = useMunicipalities();
  const { data: regions } = useGetList<RaRecord>(
    'regions',
    { pagination: { page: 1, perPage: 200 }, sort: { field: 'name', order: 'ASC' } },
    { enabled: useCan('read', 'Region') && me?.tenant.kind === 'nation' },
  );
  if (!me || me.tenant.kind === 'municipality') return null;
  return (
    <SelectInput
      source={source}
      label={label}
      help={help}
      defaultValue={me.tenant.id}
      choices={[
        { value: me.tenant.id, text: me.tenant.kind === 'nation' ? translate('kit.nation') : me.tenant.name },
        ...(regions ?? []).map((region) => ({
          value: String(region.id),
          text: translate('users.region_of', { name: String(region.name) }),
        })),
        ...municipalities.map(({ id, name }) => ({ value: id, text: name })),
      ]}
    />
  );
}

/** Leaves the home out of a call where it is the caller's own: the server then takes that. */
export function withoutOwnScope(values: Record<string, unknown>, own: string | undefined): Record<string, unknown> {
  const { scopeId, ...rest } = values;
  return scopeId && scopeId !== own ? { ...rest, scopeId } : rest;
}
