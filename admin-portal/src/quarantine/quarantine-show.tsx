import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { useMemo } from 'react';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { OUTCOMES } from '../devices/device';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';
import { ReferenceLink } from '../kit/reference-link';
import { ShowPage } from '../kit/show-page';
import { OrderButtons } from './order-buttons';
import { type QuarantineDetail, readableBytes } from './quarantine';

/** One refused message: why it was kept aside, and what it said. */
export function QuarantineShow() {
  return (
    <ShowPage<QuarantineDetail> resource="quarantine">
      {(item, refetch) => <QuarantinePage item={item} refetch={refetch} />}
    </ShowPage>
  );
}

function QuarantinePage({ item, refetch }: { item: QuarantineDetail; refetch: () => void }) {
  const translate = useTranslate();
  const municipality = useMunicipality(item.municipalityId);
  const { text, kind } = useMemo(() => readableBytes(item.raw), [item.raw]);
  return (
    <>
      <PageHeader
        title={translate(`quarantine.reason.${item.reason}`)}
        subtitle={item.detail}
        actions={<OrderButtons item={item} onDone={refetch} />}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Panel title={`quarantine.content.${kind}`}>
          <Box
            component="pre"
            dir="ltr"
            tabIndex={0}
            sx={{
              margin: 0,
              padding: 3,
              maxBlockSize: 480,
              overflow: 'auto',
              fontSize: 12,
              lineHeight: '18px',
              fontFamily: 'ui-monospace, monospace',
              backgroundColor: (theme) => theme.hydrant.colors.sunken,
              borderRadius: 1,
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
            }}
          >
            {text}
          </Box>
        </Panel>
        <Panel title="kit.facts">
          <Facts
            facts={[
              {
                label: 'quarantine.field.received',
                value: <LocalTime time={item.receivedAt} zone={municipality?.timeZone} style="full" />,
              },
              {
                label: 'quarantine.field.device',
                value:
                  item.deviceId === null ? (
                    translate('quarantine.by_person')
                  ) : (
                    <ReferenceLink resource="devices" subject="Device" id={item.deviceId} />
                  ),
              },
              { label: 'kit.municipality', value: municipality?.name },
              { label: 'quarantine.field.protocol', value: item.protocol.toUpperCase() },
              { label: 'quarantine.field.count', value: item.count },
              { label: 'quarantine.field.status', value: translate(`quarantine.status.${item.status}`) },
              { label: 'quarantine.field.result', value: item.result && <Result result={item.result} /> },
            ]}
          />
          <Box sx={{ marginBlockStart: 4, fontSize: 13, color: 'text.secondary' }}>
            {translate(`quarantine.hint.${item.reason}`, { _: translate('quarantine.hint.other') })}
          </Box>
        </Panel>
      </Box>
    </>
  );
}

/** What became of the readings at the last replay: outcomes that occurred. */
function Result({ result }: { result: NonNullable<QuarantineDetail['result']> }) {
  const translate = useTranslate();
  const format = useFormat();
  const parts = OUTCOMES.filter((outcome) => outcome !== 'refused' && result[outcome] > 0).map(
    (outcome) => `${translate(`devices.outcome.${outcome}`)}: ${format.number(result[outcome as keyof typeof result])}`,
  );
  return <>{parts.join(', ')}</>;
}
