import Box from '@mui/material/Box';
import { useFormat } from '../i18n/use-format';
import { useMunicipality } from '../data/municipalities';
import type { Column } from '../kit/data-table';
import { TitleCell } from '../kit/title-cell';
import { LevelChip } from './level-chip';
import type { Risk, RiskKind } from './risk-types';
import { useWords } from './use-words';

const thing: Column<Risk> = {
  key: 'name',
  label: 'maintenance.field.name',
  sort: 'name',
  render: (risk) => <Thing risk={risk} />,
};
const level: Column<Risk> = {
  key: 'level',
  label: 'maintenance.field.risk',
  sort: 'risk',
  render: (risk) => <RiskCell risk={risk} />,
};
const probability: Column<Risk> = {
  key: 'probability',
  label: 'maintenance.field.probability',
  sort: 'probability',
  align: 'end',
  from: 'sm',
  render: (risk) => <Probability risk={risk} />,
};
const reason: Column<Risk> = {
  key: 'reason',
  label: 'maintenance.field.reason',
  from: 'md',
  render: (risk) => <Reason risk={risk} />,
};
const remaining: Column<Risk> = {
  key: 'remaining',
  label: 'maintenance.field.remaining',
  sort: 'remaining',
  align: 'end',
  from: 'lg',
  render: (risk) => <Remaining risk={risk} />,
};
const health: Column<Risk> = {
  key: 'health',
  label: 'maintenance.field.health',
  sort: 'healthScore',
  align: 'end',
  from: 'sm',
  render: (risk) => <Health risk={risk} />,
};

/** Columns of the list of a kind. */
export function columnsOf(kind: RiskKind): readonly Column<Risk>[] {
  return kind === 'pipe' ? [thing, level, probability, reason, remaining] : [thing, level, health, reason, remaining];
}

function Thing({ risk }: { risk: Risk }) {
  const place = useMunicipality(risk.municipalityId)?.name;
  const second = [risk.code, place].filter(Boolean).join(' · ');
  return <TitleCell to={`/maintenance/${risk.kind}/${risk.id}`} title={risk.name} second={second} />;
}

function RiskCell({ risk }: { risk: Risk }) {
  const format = useFormat();
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', whiteSpace: 'nowrap' }}>
      <Box component="span" sx={{ fontWeight: 600, minInlineSize: 18, textAlign: 'end' }}>
        {format.number(risk.risk)}
      </Box>
      <LevelChip level={risk.level} />
    </Box>
  );
}

/** A value with the interval under it. */
function Told({ told }: { told: { value: string; range: string } | null }) {
  if (told === null) return <>–</>;
  return (
    <>
      {told.value}
      <Box component="span" sx={{ display: 'block', fontSize: 12, color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {told.range}
      </Box>
    </>
  );
}

function Probability({ risk }: { risk: Risk }) {
  const { probability: told } = useWords();
  return <Told told={risk.probability && told(risk.probability)} />;
}

function Remaining({ risk }: { risk: Risk }) {
  return <Told told={useWords().remaining(risk)} />;
}

/** That a long pipe breaks more often is no news: its length stands here only when nothing else does. */
function Reason({ risk }: { risk: Risk }) {
  const { reason: told } = useWords();
  const raising = risk.reasons.filter(({ factor }) => factor === null || factor > 1);
  const main = raising.find(({ code }) => code !== 'pipe.length') ?? raising[0];
  return <>{main ? told(main) : '–'}</>;
}

function Health({ risk }: { risk: Risk }) {
  const format = useFormat();
  return <>{risk.healthScore === null ? '–' : format.number(risk.healthScore)}</>;
}
