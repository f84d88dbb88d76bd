import GppBadOutlined from '@mui/icons-material/GppBadOutlined';
import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useCan } from '../auth/ability';
import { TimeAgo } from '../components/time-ago';
import { get } from '../data/http';
import { problemMessage } from '../data/problem';
import { useFormat } from '../i18n/use-format';
import { ScopeName } from '../users/scope-name';
import { useColors } from '../theme/use-colors';
import { newestCheckpoint, type Verdict } from './audit-row';

/** The badge that says whether the record is whole, since when it is sealed, and checks it anew on demand. */
export function AuditVerification({ municipalityId }: { municipalityId: string | null }) {
  const translate = useTranslate();
  const allowed = useCan('verify', 'Audit');
  const { data, error, isFetching, dataUpdatedAt, refetch } = useQuery({
    queryKey: ['audit-verify', municipalityId],
    queryFn: ({ signal }) => get<Verdict>('/audit/verify', { municipalityId }, signal),
    enabled: allowed,
    staleTime: 5 * 60_000,
    retry: false,
  });
  if (!allowed) return null;
  return (
    <Paper
      variant="outlined"
      role="status"
      sx={{
        display: 'flex',
        gap: 4,
        alignItems: 'center',
        flexWrap: 'wrap',
        paddingInline: 4,
        paddingBlock: 3,
        borderRadius: 2,
      }}
    >
      <Badge verdict={data} />
      <Box sx={{ flex: 1, minInlineSize: 220, fontSize: 13 }}>
        <Box sx={{ fontWeight: 600 }}>
          {translate(
            error
              ? 'audit.verify.failed'
              : data
                ? data.valid
                  ? 'audit.verify.whole'
                  : 'audit.verify.broken'
                : 'audit.verify.running',
          )}
        </Box>
        <Box sx={{ color: 'text.secondary' }}>
          {error
            ? translate(problemMessage(error), { _: problemMessage(error) })
            : data && <Summary verdict={data} checkedAt={dataUpdatedAt} />}
        </Box>
        {data && !data.valid && <BadChains verdict={data} />}
      </Box>
      <Button variant="outlined" loading={isFetching} onClick={() => void refetch()}>
        {translate('audit.verify.now')}
      </Button>
    </Paper>
  );
}

function Badge({ verdict }: { verdict: Verdict | undefined }) {
  const colors = useColors();
  if (verdict && !verdict.valid) return <GppBadOutlined sx={{ fontSize: 28, color: colors.priorityText.critical }} />;
  return <VerifiedUserOutlined sx={{ fontSize: 28, color: verdict ? colors.accent : colors.textFaint }} />;
}

function Summary({ verdict, checkedAt }: { verdict: Verdict; checkedAt: number }) {
  const translate = useTranslate();
  const format = useFormat();
  const rows = verdict.chains.reduce((sum, chain) => sum + chain.rows, 0);
  const sealed = newestCheckpoint(verdict);
  return (
    <>
      {translate('audit.verify.counts', {
        smart_count: verdict.chains.length,
        rows: format.number(rows),
        chains: format.number(verdict.chains.length),
      })}
      {' · '}
      {translate('audit.verify.checked')} <TimeAgo time={checkedAt} />
      {' · '}
      {sealed ? (
        <>
          {translate('audit.verify.sealed')} <TimeAgo time={sealed} />
        </>
      ) : (
        translate('audit.verify.unsealed')
      )}
    </>
  );
}

function BadChains({ verdict }: { verdict: Verdict }) {
  const translate = useTranslate();
  return (
    <Box component="ul" sx={{ margin: 0, marginBlockStart: 1, paddingInlineStart: 5 }}>
      {verdict.chains
        .filter((chain) => !chain.valid)
        .map((chain) => (
          <li key={chain.tenant}>
            <ScopeName id={chain.tenant} />:{' '}
            {translate(`audit.fault.${chain.fault ?? 'altered'}`, { row: chain.firstBadSeq ?? '?' })}
          </li>
        ))}
    </Box>
  );
}
