import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { Panel } from '../components/panel';
import { get } from '../data/http';
import type { Page } from '../data/types';
import { LevelChip } from './level-chip';
import { RiskReasons } from './risk-body';
import type { Risk } from './risk-types';
import { useWords } from './use-words';

/** What maintenance says of an asset or sensor, in short; nothing where it is not judged. */
export function RiskPanel({ kind, id }: { kind: Risk['kind']; id: string }) {
  const translate = useTranslate();
  const words = useWords();
  const allowed = useCan('read', 'Maintenance');
  const { data } = useQuery({
    queryKey: ['maintenance', 'risk', kind, id],
    queryFn: ({ signal }) => get<Page<Risk>>('/maintenance/risks', { kind, id, pageSize: 1 }, signal),
    enabled: allowed,
  });
  const risk = data?.data[0];
  if (!risk) return null;
  const probability = risk.probability && words.probability(risk.probability);
  return (
    <Panel
      title="maintenance.title"
      aside={
        <Button component={Link} to={`/maintenance/${risk.kind}/${risk.id}`}>
          {translate('maintenance.details')}
        </Button>
      }
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', fontSize: 13, marginBlockEnd: 2 }}>
        <LevelChip level={risk.level} />
        {probability && (
          <span>
            {translate(`maintenance.failure.${risk.kind}`)}: {probability.value} ({probability.range})
          </span>
        )}
      </Box>
      <RiskReasons risk={{ ...risk, reasons: risk.reasons.slice(0, 3) }} />
    </Panel>
  );
}
