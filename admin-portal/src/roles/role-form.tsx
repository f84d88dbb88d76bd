import Alert from '@mui/material/Alert';
import { required, useRecordContext, useTranslate } from 'ra-core';
import { useMe } from '../auth/ability';
import { Panel } from '../components/panel';
import { SwitchInput, TextInput } from '../kit/inputs';
import { CreatePage, EditPage, FieldGroup } from '../kit/record-form';
import { ScopeInput, withoutOwnScope } from '../users/scope-input';
import type { Role } from './role';
import { RulesInput } from './rules-input';
import { RulesTable } from './rules-table';

function RoleFields({ isNew }: { isNew: boolean }) {
  const translate = useTranslate();
  const role = useRecordContext<Role>();
  if (role?.builtIn) {
    return (
      <>
        <Alert severity="info" variant="outlined">
          {translate('roles.built_in_note')}
        </Alert>
        <FieldGroup title="roles.one">
          <SwitchInput source="mfaRequired" label="roles.field.mfa_switch" />
        </FieldGroup>
        <Panel title="roles.rules" flush>
          <RulesTable rules={role.rules} />
        </Panel>
      </>
    );
  }
  return (
    <>
      <FieldGroup title="roles.one">
        <TextInput source="name" label="roles.field.name" required validate={required()} />
        {isNew && (
          <TextInput source="code" label="roles.field.code" help="roles.code_help" required validate={required()} />
        )}
        <TextInput source="description" label="roles.field.description" />
        {isNew && <ScopeInput label="roles.field.scope" />}
        <SwitchInput source="mfaRequired" label="roles.field.mfa_switch" />
      </FieldGroup>
      <FieldGroup title="roles.rules">
        <RulesInput />
      </FieldGroup>
    </>
  );
}

const withDescription = (values: Record<string, unknown>): Record<string, unknown> => ({
  ...values,
  description: values.description ?? '',
});

/** Makes a custom role. */
export function RoleCreate() {
  const me = useMe();
  return (
    <CreatePage<Role>
      resource="roles"
      title="roles.create"
      defaults={{ rules: [], mfaRequired: false }}
      transform={(values) => withoutOwnScope(withDescription(values), me?.tenant.id)}
    >
      <RoleFields isNew />
    </CreatePage>
  );
}

/** Changes a role; of a built-in one only whether it asks for a second factor. */
export function RoleEdit() {
  return (
    <EditPage<Role> resource="roles" title="roles.edit" transform={withDescription}>
      <RoleFields isNew={false} />
    </EditPage>
  );
}
