import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useTranslate } from 'ra-core';
import { FilterChips } from '../components/filter-chips';
import { PriorityMark } from '../components/priority-mark';
import { SearchBox } from '../kit/search-box';
import { PRIORITIES, type Priority } from '../theme/tokens';
import { type AlarmFilters, type Kind, KINDS, type View, VIEWS } from './alarm-filters';

export interface FilterBarProps {
  filters: AlarmFilters;
  onChange: (change: Partial<AlarmFilters>) => void;
  /** Open alarms by priority, when known. */
  counts?: Readonly<Record<Priority, number>>;
}

/** View, search and chips above the console. */
export function FilterBar({ filters, onChange, counts }: FilterBarProps) {
  const translate = useTranslate();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={filters.view}
        aria-label={translate('alarms.view.label')}
        onChange={(_, view: View | null) => view && onChange({ view })}
        sx={{
          maxInlineSize: '100%',
          overflowX: 'auto',
          '& .MuiToggleButton-root': {
            whiteSpace: 'nowrap',
            flex: 'none',
            textTransform: 'none',
            color: 'text.secondary',
            '&.Mui-selected': { color: 'text.primary' },
            paddingInline: 3,
            minBlockSize: 32,
            paddingBlock: 0,
          },
        }}
      >
        {VIEWS.map((view) => (
          <ToggleButton key={view} value={view}>
            {translate(`alarms.view.${view}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <SearchBox value={filters.q} onChange={(q) => onChange({ q })} label="alarms.search" />
      <FilterChips<Priority>
        label={translate('alarms.column.priority')}
        value={[...filters.priorities]}
        onChange={(priorities) => onChange({ priorities })}
        choices={PRIORITIES.map((priority) => ({
          value: priority,
          label: translate(`mark.${priority}`),
          icon: <PriorityMark kind={priority} size={10} />,
          count: filters.view === 'open' ? counts?.[priority] : undefined,
        }))}
      />
      <Box sx={{ display: { xs: 'none', md: 'block' } }}>
        <FilterChips<Kind>
          label={translate('alarms.kind')}
          value={[...filters.kinds]}
          onChange={(kinds) => onChange({ kinds })}
          choices={KINDS.map((kind) => ({ value: kind, label: translate(`alarm_kind.${kind}`) }))}
        />
      </Box>
    </Box>
  );
}
