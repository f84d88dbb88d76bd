import { required as requiredRule } from 'ra-core';
import { useMe } from '../auth/ability';
import { useMunicipalities } from '../data/municipalities';
import { useScope } from '../frame/scope';
import { SelectInput } from './inputs';

/** The municipality a new object belongs to; not asked where a person's home is one municipality. */
export function MunicipalityInput({ source = 'municipalityId' }: { source?: string }) {
  const me = useMe();
  const { municipalityId } = useScope();
  const { municipalities } = useMunicipalities();
  if (me?.tenant.kind === 'municipality') return null;
  return (
    <SelectInput
      source={source}
      label="kit.municipality"
      required
      validate={requiredRule()}
      defaultValue={municipalityId ?? undefined}
      choices={municipalities.map(({ id, name }) => ({ value: id, text: name }))}
    />
  );
}
