import { required } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../auth/ability';
import { SelectInput, TextInput } from '../kit/inputs';
import { OnceSecret } from '../kit/once-secret';
import { CreatePage, FieldGroup } from '../kit/record-form';
import { ScopeInput, withoutOwnScope } from '../users/scope-input';
import { useRoles } from '../users/use-roles';
import type { ApiKey } from './api-key';

type CreatedApiKey = ApiKey & { secret: string };

/** The body of the call: a day means its end, where the person is. */
export function apiKeyBody({ expiresOn, ...values }: Record<string, unknown>): Record<string, unknown> {
  return typeof expiresOn === 'string' && expiresOn
    ? { ...values, expiresAt: new Date(`${expiresOn}T23:59:59`).toISOString() }
    : values;
}

/** Makes a key and shows its secret once. */
export function ApiKeyCreate() {
  const navigate = useNavigate();
  const me = useMe();
  const { roles } = useRoles();
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  return (
    <>
      <CreatePage<CreatedApiKey>
        resource="api-keys"
        title="api_keys.create"
        transform={(values) => withoutOwnScope(apiKeyBody(values), me?.tenant.id)}
        onSaved={setMade}
      >
        <FieldGroup title="api_keys.one">
          <TextInput
            source="name"
            label="api_keys.field.name"
            help="api_keys.name_help"
            required
            validate={required()}
          />
          <SelectInput
            source="role"
            label="api_keys.field.role"
            help="api_keys.role_help"
            required
            validate={required()}
            choices={roles.map(({ code, name }) => ({ value: code, text: name }))}
          />
          <ScopeInput label="api_keys.field.scope" />
          <TextInput source="expiresOn" label="api_keys.field.expires" help="api_keys.expires_help" type="date" />
        </FieldGroup>
      </CreatePage>
      <OnceSecret
        open={made !== null}
        title="api_keys.secret_title"
        detail="api_keys.secret_detail"
        parts={
          made
            ? [
                { label: 'api_keys.secret', value: made.secret },
                { label: 'api_keys.header', value: `Authorization: Bearer ${made.secret}` },
              ]
            : []
        }
        onClose={() => void navigate('/api-keys')}
      />
    </>
  );
}
