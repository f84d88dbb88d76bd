import { useMemo } from 'react';
import { useParams } from 'react-router';
import { Page } from '../components/page-header';
import { Panel } from '../components/panel';
import { CommandDialog } from './command-dialogs';
import { emptyList } from './console-list';
import { OpenedAlarm } from './opened-alarm';
import type { AlarmListing } from './use-alarm-list';
import { useConsoleControl } from './use-console-control';

const nothing = (): void => undefined;

/** One alarm as a page of its own: where links from elsewhere lead. */
export function AlarmPage() {
  const { id = '' } = useParams();
  const listing = useMemo<AlarmListing>(
    () => ({
      list: emptyList,
      lines: [],
      total: 0,
      isPending: false,
      isStale: false,
      error: null,
      refetch: nothing,
      hold: nothing,
      release: nothing,
      showWaiting: nothing,
      replace: nothing,
      toggle: nothing,
      waitingIn: () => null,
    }),
    [],
  );
  const control = useConsoleControl(listing, null, nothing);
  return (
    <Page wide={false}>
      <Panel flush>
        <OpenedAlarm id={id} known={undefined} control={control} />
      </Panel>
      <CommandDialog
        command={control.asking}
        alarms={control.askedAlarms}
        onClose={control.stopAsking}
        onGive={(fields) => void control.give(fields)}
      />
    </Page>
  );
}
