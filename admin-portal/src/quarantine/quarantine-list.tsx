import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { Page, PageHeader } from '../components/page-header';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { useScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import type { Column } from '../kit/data-table';
import { isNarrowed, useListState } from '../kit/list-state';
import { QuickSelect } from '../kit/quick-select';
import { ReferenceLink } from '../kit/reference-link';
import { StretchList } from '../kit/stretch-list';
import { TitleCell } from '../kit/title-cell';
import { OrdersBar } from './orders-bar';
import { type QuarantineItem, REASONS, STATES } from './quarantine';

const columns: readonly Column<QuarantineItem>[] = [
  { key: 'reason', label: 'quarantine.field.reason', render: (item) => <Reason item={item} /> },
  {
    key: 'count',
    label: 'quarantine.field.count',
    align: 'end',
    from: 'sm',
    render: (item) => <Count times={item.count} />,
  },
  { key: 'time', label: 'quarantine.field.received', from: 'sm', render: (item) => <Time item={item} /> },
  {
    key: 'device',
    label: 'quarantine.field.device',
    from: 'md',
    render: (item) => <ReferenceLink resource="devices" subject="Device" id={item.deviceId} />,
  },
  { key: 'protocol', label: 'quarantine.field.protocol', from: 'md', render: (item) => item.protocol.toUpperCase() },
  {
    key: 'size',
    label: 'quarantine.field.size',
    align: 'end',
    from: 'lg',
    render: (item) => <Size bytes={item.sizeBytes} />,
  },
  { key: 'status', label: 'quarantine.field.status', from: 'lg', render: (item) => <Status item={item} /> },
];

/** What came in but could not be stored, and why. */
export function QuarantineList() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const [state, change] = useListState(['reason', 'status', 'deviceId'], '-receivedAt');
  const { reason, status, deviceId } = state.filters;
  const mayOrder = useCan('update', 'Quarantine');
  const [marked, setMarked] = useState<readonly string[]>([]);
  const mark: Column<QuarantineItem> = {
    key: 'mark',
    label: '',
    width: 40,
    render: ({ id, status: state, reason: why }) => (
      <Checkbox
        size="small"
        disabled={state !== 'kept'}
        checked={marked.includes(id)}
        onChange={(_, on) => setMarked(on ? [...marked, id] : marked.filter((other) => other !== id))}
        slotProps={{
          input: { 'aria-label': translate('quarantine.mark', { name: translate(`quarantine.reason.${why}`) }) },
        }}
      />
    ),
  };
  return (
    <Page>
      <PageHeader title="quarantine.title" subtitle={translate('quarantine.note')} />
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', marginBlockEnd: 3 }}>
        <QuickSelect
          label={translate('quarantine.all_reasons')}
          value={reason}
          choices={REASONS.map((value) => ({ value, text: translate(`quarantine.reason.${value}`) }))}
          onChange={(value) => change({ filters: { ...state.filters, reason: value } })}
        />
        <QuickSelect
          label={translate('quarantine.all_states')}
          value={status}
          choices={STATES.map((value) => ({
            value,
            text: translate(`quarantine.status.${value}`),
          }))}
          onChange={(value) => change({ filters: { ...state.filters, status: value } })}
        />
      </Box>
      {mayOrder && (
        <OrdersBar
          marked={marked}
          all={{ municipalityId: municipalityId ?? undefined, reason: reason[0], deviceId: deviceId[0] }}
          onClear={() => setMarked([])}
        />
      )}
      <StretchList<QuarantineItem>
        path="/quarantine"
        query={{ municipalityId, reason: reason[0], status: status[0], deviceId: deviceId[0] }}
        label={translate('quarantine.title')}
        columns={mayOrder ? [mark, ...columns] : columns}
        rowTo={(item) => `/quarantine/${item.id}/show`}
        empty="quarantine.empty"
        narrowed={isNarrowed(state)}
        onWiden={() => change({ filters: { reason: [], status: [], deviceId: [] } })}
      />
    </Page>
  );
}

function Reason({ item }: { item: QuarantineItem }) {
  const translate = useTranslate();
  return (
    <TitleCell
      to={`/quarantine/${item.id}/show`}
      title={translate(`quarantine.reason.${item.reason}`)}
      second={item.detail}
    />
  );
}

function Time({ item }: { item: QuarantineItem }) {
  return <LocalTime time={item.receivedAt} zone={useMunicipality(item.municipalityId)?.timeZone} style="day" />;
}

function Size({ bytes }: { bytes: number }) {
  return <>{useFormat().number(bytes, { style: 'unit', unit: 'byte', unitDisplay: 'short' })}</>;
}

function Count({ times }: { times: number }) {
  const format = useFormat();
  return <>{times === 1 ? '' : `×${format.number(times)}`}</>;
}

function Status({ item }: { item: QuarantineItem }) {
  return <>{useTranslate()(`quarantine.status.${item.status}`)}</>;
}
