import { required, useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../auth/ability';
import { LANGUAGES } from '../i18n/languages';
import { SelectInput, TextInput } from '../kit/inputs';
import { CreatePage, EditPage, FieldGroup } from '../kit/record-form';
import { ScopeInput, withoutOwnScope } from './scope-input';
import { useRoles } from './use-roles';
import type { User } from './user';
import { OneTimePassword } from './user-actions';

function UserFields({ isNew }: { isNew: boolean }) {
  const translate = useTranslate();
  const { roles } = useRoles();
  return (
    <FieldGroup title="users.one">
      {isNew && <TextInput source="username" label="users.field.username" required validate={required()} />}
      <TextInput source="displayName" label="users.field.display_name" required validate={required()} />
      <TextInput source="email" label="users.field.email" type="email" />
      <SelectInput
        source="roles"
        label="users.field.roles"
        help="users.roles_help"
        multiple
        choices={roles.map(({ code, name }) => ({ value: code, text: name }))}
      />
      {isNew && <ScopeInput label="users.field.home" help="users.home_help" />}
      <SelectInput
        source="locale"
        label="users.field.locale"
        defaultValue="en"
        choices={LANGUAGES.map(({ locale, name }) => ({ value: locale, text: name }))}
      />
      {!isNew && (
        <SelectInput
          source="status"
          label="users.field.status"
          choices={['active', 'disabled'].map((value) => ({ value, text: translate(`users.status.${value}`) }))}
        />
      )}
    </FieldGroup>
  );
}

type CreatedUser = User & { oneTimePassword: string };

/** Makes a user and shows the first password once. */
export function UserCreate() {
  const navigate = useNavigate();
  const me = useMe();
  const [made, setMade] = useState<CreatedUser | null>(null);
  return (
    <>
      <CreatePage<CreatedUser>
        resource="users"
        title="users.create"
        defaults={{ roles: [], locale: 'en' }}
        transform={(values) => withoutOwnScope(values, me?.tenant.id)}
        onSaved={setMade}
      >
        <UserFields isNew />
      </CreatePage>
      <OneTimePassword
        user={made}
        password={made?.oneTimePassword ?? null}
        onClose={() => made && void navigate(`/users/${made.id}/show`)}
      />
    </>
  );
}

/** Changes a user. */
export function UserEdit() {
  return (
    <EditPage<User> resource="users" title="users.edit">
      <UserFields isNew={false} />
    </EditPage>
  );
}
