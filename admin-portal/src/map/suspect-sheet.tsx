import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { EmptyState } from '../components/states';
import { SuspectCard } from '../twin/suspect-card';
import type { LeakSuspect } from '../twin/types';
import { SheetHead } from './sheet-parts';

/** A suspected leak beside the map. */
export function SuspectSheet({ suspect, onClose }: { suspect: LeakSuspect | undefined; onClose: () => void }) {
  const translate = useTranslate();
  return (
    <>
      <SheetHead kind={translate('map.layer.suspects')} name={suspect?.zoneName ?? ''} onClose={onClose} />
      <Box sx={{ paddingInline: 4, paddingBlock: 2 }}>
        {suspect ? (
          <SuspectCard suspect={suspect} withMap={false} />
        ) : (
          <EmptyState compact title="twin.suspects.none" />
        )}
      </Box>
    </>
  );
}
