import AddOutlined from '@mui/icons-material/AddOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { LocalTime } from '../components/time-ago';
import { useFormat } from '../i18n/use-format';
import type { Column } from '../kit/data-table';
import { FilterSelect } from '../kit/quick-select';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { ImportState } from './import-state';
import { type HistoryImport, isMoving, STATES } from './import-types';
import { ProgressBar } from './progress-bar';

const MOVING_MS = 1_500;
const RESTING_MS = 15_000;

const columns: readonly Column<HistoryImport>[] = [
  { key: 'file', label: 'imports.field.file', sort: 'fileName', render: (item) => <FileCell item={item} /> },
  { key: 'state', label: 'imports.field.state', sort: 'state', render: (item) => <ImportState state={item.state} /> },
  {
    key: 'progress',
    label: 'imports.field.progress',
    width: 180,
    from: 'sm',
    render: (item) => <Progress item={item} />,
  },
  { key: 'stored', label: 'imports.field.stored', align: 'end', from: 'md', render: (item) => <Stored item={item} /> },
  {
    key: 'time',
    label: 'imports.field.sent',
    sort: 'createdAt',
    from: 'md',
    render: (item) => <LocalTime time={item.createdAt} style="day" />,
  },
];

/** All imports, newest first; those that run are followed. */
export function ImportList() {
  const translate = useTranslate();
  return (
    <ResourceList<HistoryImport>
      resource="imports"
      subject="Reading"
      words="imports"
      note={translate('imports.note')}
      columns={columns}
      defaultSort="-createdAt"
      filterNames={['state']}
      filters={(state, change) => (
        <FilterSelect
          name="state"
          all={translate('imports.all_states')}
          choices={STATES.map((value) => ({ value, text: translate(`imports.state.${value}`) }))}
          state={state}
          change={change}
        />
      )}
      createAction="import"
      create={
        <Button variant="contained" component={Link} to="/imports/new" startIcon={<AddOutlined />}>
          {translate('imports.begin')}
        </Button>
      }
      rowTo={({ id }) => `/imports/${id}`}
      refreshMs={(rows) => (rows.some(isMoving) ? MOVING_MS : RESTING_MS)}
      emptyIcon={<UploadFileOutlined />}
    />
  );
}

function FileCell({ item }: { item: HistoryImport }) {
  return <TitleCell to={`/imports/${item.id}`} title={item.fileName} second={item.createdBy} />;
}

function Progress({ item }: { item: HistoryImport }) {
  if (item.progress === null) return <>–</>;
  return <ProgressBar label={item.fileName} percent={item.progress.percent} resting={!isMoving(item)} />;
}

function Stored({ item }: { item: HistoryImport }) {
  const format = useFormat();
  return <>{item.progress === null ? '–' : format.number(item.progress.stored)}</>;
}
