import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCan, useMe } from '../auth/ability';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { post } from '../data/http';
import { useFormat } from '../i18n/use-format';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { Facts } from '../kit/facts';
import { ShowPage } from '../kit/show-page';
import { useAction } from '../kit/use-action';
import { ScopeName } from '../users/scope-name';
import { CodeText } from './code-text';
import type { Codec, TestReport } from './codec';
import { Status } from './codec-list';
import { TryOut } from './try-out';
import { VectorResult } from './vector-result';

/** A codec: its source, its test vectors, and a place to try it. */
export function CodecShow() {
  return <ShowPage<Codec> resource="codecs">{(codec) => <CodecPage codec={codec} />}</ShowPage>;
}

function CodecPage({ codec }: { codec: Codec }) {
  const translate = useTranslate();
  const format = useFormat();
  const me = useMe();
  const mayRun = useCan('update', 'Codec');
  // Those of the nation are the nation's to change.
  const mine = codec.municipalityId !== null || me?.tenant.kind === 'nation';
  return (
    <>
      <PageHeader
        title={codec.name}
        subtitle={codec.description || translate(`codecs.kind.${codec.kind}`)}
        actions={
          mine && (
            <>
              <DeleteButton resource="codecs" subject="Codec" record={codec} name={codec.name} />
              <EditButton resource="codecs" subject="Codec" id={codec.id} />
            </>
          )
        }
      />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 4 }}>
          <Panel title="codecs.field.source">
            <CodeText text={codec.source} />
          </Panel>
          <Vectors codec={codec} mayRun={mayRun} />
        </Box>
        <Box sx={{ display: 'grid', gap: 4 }}>
          <Panel title="kit.facts">
            <Facts
              facts={[
                { label: 'codecs.field.status', value: <Status status={codec.status} /> },
                { label: 'codecs.field.kind', value: translate(`codecs.kind.${codec.kind}`) },
                { label: 'codecs.field.owner', value: <ScopeName id={codec.municipalityId} /> },
                { label: 'codecs.field.devices', value: format.number(codec.devices) },
                ...codec.fields.map(({ path, role, channel, unit }) => ({
                  label: path,
                  value: (
                    <bdi>
                      {role === 'reading'
                        ? [`→ ${channel ?? path}`, unit].filter(Boolean).join(' · ')
                        : translate(`codecs.role.${role}`)}
                    </bdi>
                  ),
                })),
                { label: 'kit.updated_at', value: <LocalTime time={codec.updatedAt} style="full" /> },
              ]}
            />
          </Panel>
          {mayRun && <TryOut codec={() => codec} />}
        </Box>
      </Box>
    </>
  );
}

function Vectors({ codec, mayRun }: { codec: Codec; mayRun: boolean }) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const [report, setReport] = useState<TestReport | null>(null);
  const start = async (): Promise<void> => {
    const answer = await run(() => post<TestReport>(`/codecs/${codec.id}/test`));
    if (answer) setReport(answer);
  };
  return (
    <Panel
      title="codecs.vector.title"
      aside={
        mayRun &&
        codec.testVectors.length > 0 && (
          <Button startIcon={<PlayArrowOutlined />} loading={busy} onClick={() => void start()}>
            {translate('codecs.vector.run_all')}
          </Button>
        )
      }
    >
      {codec.testVectors.length === 0 ? (
        <EmptyState
          compact
          title="codecs.vector.empty"
          detail="codecs.vector.none"
          action={
            mayRun && (
              <Button variant="outlined" component={Link} to={`/codecs/${codec.id}`}>
                {translate('codecs.vector.add')}
              </Button>
            )
          }
        />
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 3 }}>
          {codec.testVectors.map((vector, index) => (
            <Box component="li" key={`${vector.name} ${index}`} sx={{ display: 'grid', gap: 1, fontSize: 13 }}>
              <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
                <strong>{vector.name}</strong>
                <Box component="bdi" sx={{ fontFamily: 'ui-monospace, monospace', overflowWrap: 'anywhere' }}>
                  {vector.fPort}: {vector.hex}
                </Box>
              </Box>
              {report?.results[index] && <VectorResult result={report.results[index]} expected={vector.expected} />}
            </Box>
          ))}
        </Box>
      )}
    </Panel>
  );
}
