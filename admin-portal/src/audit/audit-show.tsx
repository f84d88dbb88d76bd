import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { Facts } from '../kit/facts';
import { ShowPage } from '../kit/show-page';
import { ScopeName } from '../users/scope-name';
import { type AuditRow, objectPage } from './audit-row';
import { DiffTable } from './diff-table';

/** One row of the trail: who, what, when, where from, and what changed. */
export function AuditShow() {
  return <ShowPage<AuditRow> resource="audit">{(row) => <AuditPage row={row} />}</ShowPage>;
}

function AuditPage({ row }: { row: AuditRow }) {
  const translate = useTranslate();
  const zone = useMunicipality(row.municipalityId)?.timeZone;
  const page = objectPage(row);
  const type = translate(`roles.subject.${row.objectType}`, { _: row.objectType });
  return (
    <>
      <PageHeader
        title={row.action}
        subtitle={[
          row.actor.name ?? translate(`audit.actor.${row.actor.kind}`),
          translate(`audit.result.${row.result}`),
        ].join(' · ')}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Panel title="audit.changes" flush>
          <DiffTable before={row.before} after={row.after} />
        </Panel>
        <Panel title="kit.facts">
          <Facts
            facts={[
              { label: 'audit.field.time', value: <LocalTime time={row.at} zone={zone} style="full" /> },
              {
                label: 'audit.field.actor',
                value: (
                  <bdi>{[row.actor.name, translate(`audit.actor.${row.actor.kind}`)].filter(Boolean).join(' · ')}</bdi>
                ),
              },
              {
                label: 'audit.field.object',
                value: page ? (
                  <Link to={page}>{`${type} ${row.objectId ?? ''}`}</Link>
                ) : (
                  <bdi>{`${type} ${row.objectId ?? ''}`}</bdi>
                ),
              },
              { label: 'audit.field.result', value: translate(`audit.result.${row.result}`) },
              { label: 'audit.field.reason', value: row.reason },
              { label: 'audit.field.scope', value: <ScopeName id={row.municipalityId} /> },
              { label: 'audit.field.ip', value: row.ip && <bdi>{row.ip}</bdi> },
              { label: 'audit.field.request', value: row.requestId && <bdi>{row.requestId}</bdi> },
              { label: 'audit.field.seq', value: row.seq },
              {
                label: 'audit.field.hash',
                value: (
                  <code dir="ltr" style={{ fontSize: 12 }}>
                    {row.hash}
                  </code>
                ),
              },
              {
                label: 'audit.field.prev_hash',
                value: (
                  <code dir="ltr" style={{ fontSize: 12 }}>
                    {row.prevHash}
                  </code>
                ),
              },
            ]}
          />
        </Panel>
      </Box>
    </>
  );
}
