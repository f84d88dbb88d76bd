import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import {
  CreateBase,
  EditBase,
  Form,
  type RaRecord,
  useEditContext,
  useNotify,
  useRecordContext,
  useSaveContext,
  useTranslate,
} from 'ra-core';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { ErrorState, PageSkeleton } from '../components/states';
import { ApiError, problemMessage } from '../data/problem';

/** Fields side by side where there is room. */
export function FieldGrid({ children, columns = 2 }: { children: ReactNode; columns?: 1 | 2 | 3 | 4 }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 4,
        gridTemplateColumns: {
          xs: '1fr',
          sm: `repeat(${Math.min(columns, 2)}, minmax(0, 1fr))`,
          md: `repeat(${columns}, minmax(0, 1fr))`,
        },
        alignItems: 'start',
      }}
    >
      {children}
    </Box>
  );
}

/** A titled group of fields. */
export function FieldGroup({
  title,
  children,
  columns,
}: {
  title: string;
  children: ReactNode;
  columns?: 1 | 2 | 3 | 4;
}) {
  return (
    <Panel title={title}>
      <FieldGrid columns={columns}>{children}</FieldGrid>
    </Panel>
  );
}

interface FormPageProps<T extends RaRecord> {
  resource: string;
  /** Key of the catalogue, or the record's name. */
  title: string;
  children: ReactNode;
  /** Makes the body of the call from the form's values. */
  transform?: (values: Record<string, unknown>) => Record<string, unknown>;
  /** Where to go afterwards; default: the record's page. */
  after?: (record: T) => string;
  /** Called instead of leaving the page (to show a secret first). */
  onSaved?: (record: T) => void;
  /** Checks that involve several fields. */
  validate?: (values: Record<string, unknown>) => Record<string, unknown>;
}

/** The page that creates a record. Faults the server finds stand at their fields. */
export function CreatePage<T extends RaRecord>({
  defaults,
  ...props
}: FormPageProps<T> & { defaults?: Record<string, unknown> }) {
  const { resource, title, transform, onSaved } = props;
  const navigate = useNavigate();
  const notify = useNotify();
  const [fault, setFault] = useState<unknown>(null);
  const done = (record: T): void => {
    notify('kit.created', { type: 'success' });
    if (onSaved) onSaved(record);
    else void navigate(props.after?.(record) ?? `/${resource}/${String(record.id)}/show`);
  };
  return (
    <CreateBase<T>
      resource={resource}
      redirect={false}
      transform={transform}
      mutationOptions={{ onSuccess: done, onError: setFault }}
    >
      <Page wide={false}>
        <PageHeader title={title} />
        <FormBody
          fault={fault}
          onTry={() => setFault(null)}
          defaults={defaults}
          validate={props.validate}
          saveLabel="kit.create"
        >
          {props.children}
        </FormBody>
      </Page>
    </CreateBase>
  );
}

/** The page that changes a record; the change is refused when somebody else was quicker. */
export function EditPage<T extends RaRecord>(props: FormPageProps<T>) {
  const { resource, transform, onSaved } = props;
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const notify = useNotify();
  const [fault, setFault] = useState<unknown>(null);
  const done = (record: T): void => {
    notify('kit.saved', { type: 'success' });
    if (onSaved) onSaved(record);
    else void navigate(props.after?.(record) ?? `/${resource}/${String(record.id)}/show`);
  };
  return (
    <EditBase<T>
      resource={resource}
      id={decodeURIComponent(id)}
      redirect={false}
      mutationMode="pessimistic"
      transform={transform}
      mutationOptions={{ onSuccess: done, onError: setFault }}
    >
      <EditBody {...props} fault={fault} onTry={() => setFault(null)} />
    </EditBase>
  );
}

function EditBody<T extends RaRecord>({
  title,
  children,
  fault,
  onTry,
  validate,
}: FormPageProps<T> & { fault: unknown; onTry: () => void }) {
  const { isPending, error, refetch } = useEditContext<T>();
  const record = useRecordContext<T>();
  if (error && !record) return <ErrorState page error={error} onRetry={() => void refetch()} />;
  if (isPending || !record) return <PageSkeleton />;
  const name = typeof record.name === 'string' ? record.name : null;
  return (
    <Page wide={false}>
      <PageHeader title={name ?? title} subtitle={name ? <FormTitle title={title} /> : undefined} />
      <FormBody fault={fault} onTry={onTry} validate={validate} saveLabel="kit.save" onReload={() => void refetch()}>
        {children}
      </FormBody>
    </Page>
  );
}

function FormTitle({ title }: { title: string }) {
  return <>{useTranslate()(title, { _: title })}</>;
}

interface FormBodyProps {
  fault: unknown;
  onTry: () => void;
  defaults?: Record<string, unknown>;
  validate?: (values: Record<string, unknown>) => Record<string, unknown>;
  saveLabel: string;
  onReload?: () => void;
  children: ReactNode;
}

function FormBody({ fault, onTry, defaults, validate, saveLabel, onReload, children }: FormBodyProps) {
  return (
    <Form defaultValues={defaults} validate={validate} sanitizeEmptyValues={false} noValidate>
      <Box sx={{ display: 'grid', gap: 4 }}>
        {children}
        <FormFault fault={fault} onReload={onReload} />
        <FormButtons saveLabel={saveLabel} onTry={onTry} />
      </Box>
    </Form>
  );
}

/** What went wrong, unless it stands at a field already. */
export function FormFault({ fault, onReload }: { fault: unknown; onReload?: () => void }) {
  const translate = useTranslate();
  if (!fault) return null;
  const atFields = fault instanceof ApiError && fault.problem.errors?.length;
  const message = atFields ? 'kit.see_fields' : problemMessage(fault);
  const stale = fault instanceof ApiError && fault.status === 412;
  return (
    <Alert
      severity="error"
      variant="outlined"
      role="alert"
      action={
        stale && onReload ? (
          <Button color="inherit" onClick={onReload}>
            {translate('kit.load_newest')}
          </Button>
        ) : undefined
      }
    >
      {translate(message, { _: message })}
    </Alert>
  );
}

function FormButtons({ saveLabel, onTry }: { saveLabel: string; onTry: () => void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { saving } = useSaveContext();
  return (
    <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end' }}>
      <Button onClick={() => void navigate(-1)}>{translate('actions.cancel')}</Button>
      <Button type="submit" variant="contained" loading={Boolean(saving)} onClick={onTry}>
        {translate(saveLabel)}
      </Button>
    </Box>
  );
}
