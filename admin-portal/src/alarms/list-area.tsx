import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useAbility } from '../auth/ability';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { useNow } from '../components/use-now';
import { type AlarmFilters, hasChips } from './alarm-filters';
import { type Command, mayCommand } from './alarm-state';
import { AlarmTable } from './alarm-table';
import { BulkBar } from './bulk-bar';
import type { AlarmListing } from './use-alarm-list';
import type { ConsoleControl } from './use-console-control';

/** Commands that can be given to many alarms at once. */
const BULK: readonly Command[] = ['acknowledge', 'shelve', 'unshelve', 'assign', 'resolve'];

export interface ListAreaProps {
  listing: AlarmListing;
  filters: AlarmFilters;
  control: ConsoleControl;
  opened: string | null;
  onOpen: (id: string) => void;
  onWiden: () => void;
}

/** The rows with what stands above them: the bar for marked ones, and word of new ones. Holds still under the pointer. */
export function ListArea({ listing, filters, control, opened, onOpen, onWiden }: ListAreaProps) {
  const now = useNow();
  const ability = useAbility();
  const { list } = listing;
  const bulk = BULK.filter((command) => mayCommand(command, ability));
  return (
    <Box sx={{ flex: 1, minBlockSize: 0, display: 'flex', flexDirection: 'column' }}>
      <BulkBar
        commands={bulk}
        alarms={list.rows.filter((row) => control.selection.marked.has(row.id))}
        onCommand={control.command}
        onClear={() => control.on({ type: 'clear' })}
      />
      <Arrivals count={list.waiting.length} onShow={listing.showWaiting} />
      <Box
        sx={{ flex: 1, minBlockSize: 0, overflow: 'auto', containerType: 'inline-size' }}
        onPointerEnter={(event) => event.pointerType === 'mouse' && listing.hold()}
        onPointerLeave={(event) => event.pointerType === 'mouse' && listing.release()}
      >
        {listing.lines.length > 0 ? (
          <AlarmTable
            rows={list.rows}
            lines={listing.lines}
            marked={control.selection.marked}
            cursor={control.selection.cursor}
            opened={opened}
            busy={control.busy}
            now={now}
            selectable={bulk.length > 0}
            stale={listing.isStale}
            onOpen={onOpen}
            onPoint={(id) => control.on({ type: 'point', id })}
            onMark={(id, range) => control.on({ type: range ? 'mark-to' : 'mark', id })}
            onMarkAll={() => control.on({ type: 'mark-all' })}
            onToggle={listing.toggle}
            onAcknowledgeGroup={control.acknowledgeGroup}
            onMove={(by) => control.on(typeof by === 'number' ? { type: 'move', by } : { type: by })}
          />
        ) : (
          <NoRows listing={listing} filters={filters} onWiden={onWiden} />
        )}
      </Box>
    </Box>
  );
}

function NoRows({ listing, filters, onWiden }: Pick<ListAreaProps, 'listing' | 'filters' | 'onWiden'>) {
  const translate = useTranslate();
  if (listing.error) return <ErrorState error={listing.error} onRetry={listing.refetch} />;
  if (listing.isPending) return <RowsSkeleton rows={12} />;
  if (!hasChips(filters))
    return (
      <EmptyState
        title={`alarms.empty.${filters.view}`}
        detail={filters.view === 'open' ? 'alarms.empty.detail' : undefined}
      />
    );
  return (
    <EmptyState
      title="kit.no_match"
      action={
        <Button variant="outlined" onClick={onWiden}>
          {translate('kit.show_all')}
        </Button>
      }
    />
  );
}

/** Says that new alarms wait while the list is held still. */
function Arrivals({ count, onShow }: { count: number; onShow: () => void }) {
  const translate = useTranslate();
  return (
    <Box
      role="status"
      aria-live="polite"
      sx={{ display: 'flex', justifyContent: 'center', borderBlockEnd: count ? 1 : 0, borderColor: 'divider' }}
    >
      {count > 0 && (
        <Button
          fullWidth
          onClick={onShow}
          sx={{ borderRadius: 0, backgroundColor: (theme) => theme.hydrant.colors.accentSoft }}
        >
          {translate('alarms.arrived', { smart_count: count })}
        </Button>
      )}
    </Box>
  );
}
