import AddOutlined from '@mui/icons-material/AddOutlined';
import ModelTrainingOutlined from '@mui/icons-material/ModelTrainingOutlined';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { TimeAgo } from '../components/time-ago';
import { useScopeFilter } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { ProgressBar } from '../imports/progress-bar';
import type { Column } from '../kit/data-table';
import { FilterSelect } from '../kit/quick-select';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { CreateDialog } from './create-dialog';
import { ModelState } from './model-state';
import { isTraining, type Model, STATES } from './model-types';
import { Share } from './quality';

const TRAINING_MS = 1_500;
const RESTING_MS = 30_000;

const columns: readonly Column<Model>[] = [
  { key: 'name', label: 'models.field.scope', sort: 'name', render: (item) => <ScopeCell item={item} /> },
  { key: 'state', label: 'models.field.state', sort: 'state', render: (item) => <StateCell item={item} /> },
  {
    key: 'f1',
    label: 'models.field.f1',
    sort: 'f1',
    align: 'end',
    render: ({ metrics }) => <Share value={metrics?.f1} />,
  },
  {
    key: 'precision',
    label: 'models.field.precision',
    align: 'end',
    from: 'md',
    render: ({ metrics }) => <Share value={metrics?.precision} />,
  },
  {
    key: 'recall',
    label: 'models.field.recall',
    align: 'end',
    from: 'md',
    render: ({ metrics }) => <Share value={metrics?.recall} />,
  },
  {
    key: 'samples',
    label: 'models.field.samples',
    sort: 'samples',
    align: 'end',
    from: 'lg',
    render: (item) => <Samples item={item} />,
  },
  {
    key: 'trained',
    label: 'models.field.trained',
    sort: 'lastTrainedAt',
    from: 'sm',
    render: ({ lastTrainedAt }) => <TimeAgo time={lastTrainedAt} />,
  },
];

/** All learned models; those in training are followed. */
export function ModelList() {
  const translate = useTranslate();
  const scope = useScopeFilter();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <ResourceList<Model>
        resource="models"
        subject="Model"
        words="models"
        note={translate('models.note')}
        columns={columns}
        defaultSort="-createdAt"
        scope={scope}
        filterNames={['state', 'kind']}
        filters={(state, change) => (
          <>
            <FilterSelect
              name="state"
              all={translate('models.all_states')}
              choices={STATES.map((value) => ({ value, text: translate(`models.state.${value}`) }))}
              state={state}
              change={change}
            />
            <FilterSelect
              name="kind"
              all={translate('models.all_kinds')}
              choices={['sensor', 'zone'].map((value) => ({ value, text: translate(`models.kind.${value}`) }))}
              state={state}
              change={change}
            />
          </>
        )}
        create={
          <Button variant="contained" onClick={() => setCreating(true)} startIcon={<AddOutlined />}>
            {translate('models.create')}
          </Button>
        }
        rowTo={({ id }) => `/models/${id}`}
        refreshMs={(rows) => (rows.some(isTraining) ? TRAINING_MS : RESTING_MS)}
        emptyIcon={<ModelTrainingOutlined />}
      />
      <CreateDialog open={creating} onClose={() => setCreating(false)} />
    </>
  );
}

function ScopeCell({ item }: { item: Model }) {
  const translate = useTranslate();
  const { scope, id } = item;
  return (
    <TitleCell
      to={`/models/${id}`}
      title={scope.name}
      second={`${translate(`models.kind.${scope.kind}`)} · ${scope.code}`}
    />
  );
}

function StateCell({ item }: { item: Model }) {
  const { training, scope, state } = item;
  if (isTraining(item)) return <ProgressBar label={scope.name} percent={training.percent} resting={false} />;
  return <ModelState state={training.state === 'failed' && state === 'untrained' ? 'failed' : state} />;
}

function Samples({ item }: { item: Model }) {
  const format = useFormat();
  return <>{item.samples === null ? '–' : format.number(item.samples)}</>;
}
