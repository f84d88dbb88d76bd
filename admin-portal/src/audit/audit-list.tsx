import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { Page, PageHeader } from '../components/page-header';
import { StateChip } from '../components/state-chip';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { useScope } from '../frame/scope';
import type { Column } from '../kit/data-table';
import { isNarrowed, useListState } from '../kit/list-state';
import { QuickSelect } from '../kit/quick-select';
import { SearchBox } from '../kit/search-box';
import { StretchList } from '../kit/stretch-list';
import { TitleCell } from '../kit/title-cell';
import { ScopeName } from '../users/scope-name';
import { AuditExport } from './audit-export';
import type { AuditRow } from './audit-row';
import { AuditVerification } from './audit-verification';

const OBJECTS = [
  'Region',
  'Municipality',
  'Zone',
  'Asset',
  'Device',
  'Codec',
  'Sensor',
  'Alert',
  'User',
  'Role',
  'ApiKey',
  'Session',
  'Quarantine',
  'Audit',
  'System',
] as const;
const FILTERS = ['actor', 'action', 'objectType', 'objectId', 'result', 'from', 'to'] as const;

const columns: readonly Column<AuditRow>[] = [
  { key: 'action', label: 'audit.field.action', render: (row) => <Action row={row} /> },
  { key: 'actor', label: 'audit.field.actor', render: (row) => <Actor row={row} /> },
  { key: 'time', label: 'audit.field.time', from: 'sm', render: (row) => <Time row={row} /> },
  { key: 'scope', label: 'audit.field.scope', from: 'md', render: (row) => <ScopeName id={row.municipalityId} /> },
  { key: 'ip', label: 'audit.field.ip', from: 'lg', render: (row) => <bdi>{row.ip ?? '–'}</bdi> },
  { key: 'result', label: 'audit.field.result', from: 'sm', render: (row) => <Result row={row} /> },
];

/** Who did what, when and from where; and whether the record can be trusted. */
export function AuditList() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const [state, change] = useListState(FILTERS, '-at');
  const { filters } = state;
  const set = (name: (typeof FILTERS)[number], values: readonly string[]): void =>
    change({ filters: { ...filters, [name]: values } });
  const query = {
    municipalityId,
    ...Object.fromEntries(
      (['actor', 'action', 'objectType', 'objectId', 'result'] as const).map((name) => [name, filters[name][0]]),
    ),
    from: filters.from[0] ? new Date(`${filters.from[0]}T00:00:00`).toISOString() : undefined,
    to: filters.to[0] ? new Date(`${filters.to[0]}T23:59:59.999`).toISOString() : undefined,
  };
  return (
    <Page>
      <PageHeader title="audit.title" subtitle={translate('audit.note')} actions={<AuditExport query={query} />} />
      <AuditVerification municipalityId={municipalityId} />
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', marginBlockEnd: 3, marginBlockStart: 4 }}>
        <SearchBox
          label="audit.search_actor"
          value={filters.actor[0] ?? ''}
          onChange={(actor) => set('actor', actor ? [actor] : [])}
        />
        <QuickSelect
          label={translate('audit.all_objects')}
          value={filters.objectType}
          choices={OBJECTS.map((value) => ({ value, text: translate(`roles.subject.${value}`, { _: value }) }))}
          onChange={(value) => set('objectType', value)}
        />
        <QuickSelect
          label={translate('audit.all_results')}
          value={filters.result}
          choices={['done', 'denied', 'failed'].map((value) => ({ value, text: translate(`audit.result.${value}`) }))}
          onChange={(value) => set('result', value)}
        />
        {(['from', 'to'] as const).map((name) => (
          <TextField
            key={name}
            type="date"
            label={translate(`audit.${name}`)}
            value={filters[name][0] ?? ''}
            onChange={(event) => set(name, event.target.value ? [event.target.value] : [])}
            slotProps={{ inputLabel: { shrink: true } }}
            sx={{ inlineSize: 160 }}
          />
        ))}
      </Box>
      <StretchList<AuditRow>
        path="/audit"
        query={query}
        label={translate('audit.title')}
        columns={columns}
        rowTo={(row) => `/audit/${row.id}/show`}
        empty="audit.empty"
        narrowed={isNarrowed(state)}
        onWiden={() => change({ filters: Object.fromEntries(FILTERS.map((name) => [name, []])) })}
      />
    </Page>
  );
}

function Action({ row }: { row: AuditRow }) {
  const translate = useTranslate();
  const second = [translate(`roles.subject.${row.objectType}`, { _: row.objectType }), row.objectId?.slice(0, 13)]
    .filter(Boolean)
    .join(' ');
  return <TitleCell to={`/audit/${row.id}/show`} title={row.action} second={<bdi>{second}</bdi>} />;
}

function Actor({ row }: { row: AuditRow }) {
  const translate = useTranslate();
  return <bdi>{row.actor.name ?? translate(`audit.actor.${row.actor.kind}`)}</bdi>;
}

function Time({ row }: { row: AuditRow }) {
  return <LocalTime time={row.at} zone={useMunicipality(row.municipalityId)?.timeZone} style="full" />;
}

function Result({ row }: { row: AuditRow }) {
  return (
    <StateChip tone={row.result === 'done' ? 'neutral' : 'medium'}>
      {useTranslate()(`audit.result.${row.result}`)}
    </StateChip>
  );
}
