import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import Select from '@mui/material/Select';
import ToggleButton from '@mui/material/ToggleButton';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useTranslate } from 'ra-core';
import { type ReactNode, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { PageHeader } from '../components/page-header';
import { useScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { Pager } from '../kit/pager';
import { useOverview } from '../overview/use-overview';
import { type AlarmFilters, filtersFromSearch, looksBack, noFilters, searchWithFilters } from './alarm-filters';
import { CommandDialog } from './command-dialogs';
import { FilterBar } from './filter-bar';
import { ListArea } from './list-area';
import { OpenedAlarm } from './opened-alarm';
import { useAlarmGroups } from './use-alarm-groups';
import { ALARM_PAGE_SIZE, useAlarmList } from './use-alarm-list';
import { useConsoleControl } from './use-console-control';

/** Orders of the list as the API takes them. */
const SORTS = ['priority,-raisedAt', '-raisedAt', 'raisedAt'] as const;

/** The alarm console: what is wrong now, worst first, and everything that can be done about it. */
export function AlarmConsole() {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const { municipalityId } = useScope();
  const filters = useMemo(() => filtersFromSearch(search), [search]);
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const page = Math.max(1, Number(params.get('page')) || 1);
  const sort = SORTS.find((value) => value === params.get('sort')) ?? SORTS[looksBack(filters.view) ? 1 : 0];
  const grouped = params.get('group') === 'cause';
  const single = useAlarmList(filters, municipalityId, sort, page, !grouped);
  const groups = useAlarmGroups(filters, municipalityId, sort, page, grouped);
  const listing = grouped ? groups : single;
  const setParams = (change: Readonly<Record<string, string | null>>, from = search): void => {
    const next = new URLSearchParams(from);
    for (const [key, value] of Object.entries(change)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    void navigate({ pathname, search: next.toString() }, { replace: true });
  };
  const change = (part: Partial<AlarmFilters>): void =>
    setParams({ page: null, sort: null }, searchWithFilters(search, { ...filters, ...part }));
  const opened = params.get('alarm');
  const control = useConsoleControl(listing, opened, (id) => setParams({ alarm: id }));
  return (
    <Box sx={{ blockSize: '100%', display: 'flex', flexDirection: 'column', minBlockSize: 0 }}>
      <ConsoleHead
        filters={filters}
        onChange={change}
        sort={sort}
        onSort={(value) => setParams({ sort: value, page: null })}
        total={listing.total}
        grouped={grouped}
        onGroup={(on) => setParams({ group: on ? 'cause' : null, page: null })}
      />
      <Split
        pane={
          opened !== null && (
            <OpenedAlarm
              key={opened}
              id={opened}
              known={listing.list.rows.find((row) => row.id === opened)}
              control={control}
              onClose={() => setParams({ alarm: null })}
            />
          )
        }
        onClose={() => setParams({ alarm: null })}
      >
        <ListArea
          listing={listing}
          filters={filters}
          onWiden={() => change({ ...noFilters, view: filters.view })}
          control={control}
          opened={opened}
          onOpen={(id) => setParams({ alarm: id })}
        />
        {(listing.total ?? 0) > ALARM_PAGE_SIZE && (
          <Pager
            page={page}
            pageSize={ALARM_PAGE_SIZE}
            total={listing.total ?? 0}
            onPage={(next) => setParams({ page: next > 1 ? String(next) : null })}
          />
        )}
      </Split>
      <CommandDialog
        command={control.asking}
        alarms={control.askedAlarms}
        onClose={control.stopAsking}
        onGive={(fields) => void control.give(fields)}
      />
    </Box>
  );
}

interface HeadProps {
  filters: AlarmFilters;
  onChange: (change: Partial<AlarmFilters>) => void;
  sort: string;
  onSort: (sort: string) => void;
  total: number | undefined;
  /** One line an event. */
  grouped: boolean;
  onGroup: (on: boolean) => void;
}

function ConsoleHead({ filters, onChange, sort, onSort, total, grouped, onGroup }: HeadProps) {
  const translate = useTranslate();
  const format = useFormat();
  const { data } = useOverview();
  return (
    <Box sx={{ padding: { xs: 3, sm: 6 }, paddingBlockEnd: { xs: 2, sm: 3 } }}>
      <PageHeader
        title="alarms.title"
        subtitle={
          total === undefined
            ? undefined
            : translate(grouped ? 'events.group.count' : 'alarms.count', {
                smart_count: total,
                count: format.number(total),
              })
        }
        actions={
          <>
            <ToggleButton
              value="cause"
              size="small"
              selected={grouped}
              onChange={() => onGroup(!grouped)}
              sx={{ textTransform: 'none', blockSize: 32, paddingInline: 3, whiteSpace: 'nowrap' }}
            >
              {translate('events.group.by_cause')}
            </ToggleButton>
            <Select
              value={sort}
              onChange={(event) => onSort(event.target.value)}
              inputProps={{ 'aria-label': translate('alarms.sort.label') }}
              sx={{ minBlockSize: 32, blockSize: 32 }}
            >
              {SORTS.map((value) => (
                <MenuItem key={value} value={value}>
                  {translate(`alarms.sort.${value === SORTS[0] ? 'worst' : value === SORTS[1] ? 'newest' : 'oldest'}`)}
                </MenuItem>
              ))}
            </Select>
          </>
        }
      />
      <FilterBar filters={filters} onChange={onChange} counts={data?.figures.alerts} />
    </Box>
  );
}

/** List at the start, detail at the end where there is room, else above everything. */
function Split({ children, pane, onClose }: { children: ReactNode; pane: ReactNode; onClose: () => void }) {
  const wide = useMediaQuery('(min-width: 1200px)');
  return (
    <Box
      sx={{
        flex: 1,
        minBlockSize: 0,
        display: 'flex',
        gap: 4,
        paddingInline: { xs: 0, sm: 6 },
        paddingBlockEnd: { xs: 0, sm: 6 },
      }}
    >
      <Paper
        variant="outlined"
        sx={{
          flex: 1,
          minInlineSize: 0,
          display: 'flex',
          flexDirection: 'column',
          overflow: 'hidden',
          borderInlineWidth: { xs: 0, sm: 1 },
        }}
      >
        {children}
      </Paper>
      {wide && pane && (
        <Paper variant="outlined" sx={{ inlineSize: 'clamp(400px, 34%, 560px)', overflow: 'auto' }}>
          {pane}
        </Paper>
      )}
      {!wide && (
        <Drawer
          anchor="right"
          open={Boolean(pane)}
          onClose={onClose}
          slotProps={{ paper: { sx: { inlineSize: 'min(100vw, 560px)' } } }}
        >
          {pane}
        </Drawer>
      )}
    </Box>
  );
}
