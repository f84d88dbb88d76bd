import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { PriorityMark } from '../components/priority-mark';
import { QuantityText } from '../components/quantity';
import { EmptyState } from '../components/states';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import type { TwinLink } from './types';

/** Sensors by how far they are from the model, farthest first; what drives the model and is not compared comes last. */
export function byDistance(links: readonly TwinLink[]): TwinLink[] {
  const rank = ({ conspicuous, z, simulated }: TwinLink): number =>
    conspicuous ? 1e6 + Math.abs(z ?? 0) : z !== null ? Math.abs(z) : simulated === null ? -2 : -1;
  return links.filter(({ usage }) => usage !== 'ignored').toSorted((a, b) => rank(b) - rank(a));
}

export function ResidualTable({
  links,
  chosen,
  onChoose,
}: {
  links: readonly TwinLink[];
  chosen: string | null;
  onChoose: (sensorId: string) => void;
}) {
  const translate = useTranslate();
  const format = useFormat();
  const rows = byDistance(links);
  const columns: Column<TwinLink>[] = [
    {
      key: 'sensor',
      label: 'twin.residual.sensor',
      render: (link) => (
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
          {link.conspicuous && <PriorityMark kind="medium" size={12} />}
          <Button
            size="small"
            aria-pressed={chosen === link.sensorId}
            onClick={() => onChoose(link.sensorId)}
            sx={{ justifyContent: 'start', textAlign: 'start', fontWeight: chosen === link.sensorId ? 600 : 500 }}
          >
            <bdi>{link.sensorName}</bdi>
          </Button>
        </Box>
      ),
    },
    { key: 'code', label: 'twin.residual.code', from: 'lg', render: ({ sensorCode }) => <bdi>{sensorCode}</bdi> },
    { key: 'usage', label: 'twin.residual.usage', from: 'md', render: ({ usage }) => translate(`twin.usage.${usage}`) },
    {
      key: 'measured',
      label: 'twin.values.measured',
      align: 'end',
      from: 'sm',
      render: ({ measured, unit }) => <QuantityText value={measured} unit={unit} />,
    },
    {
      key: 'simulated',
      label: 'twin.values.simulated',
      align: 'end',
      from: 'sm',
      render: ({ simulated, unit }) => <QuantityText value={simulated} unit={unit} />,
    },
    {
      key: 'residual',
      label: 'twin.residual.difference',
      align: 'end',
      from: 'sm',
      render: ({ residual, unit }) => <QuantityText value={residual} unit={unit} />,
    },
    {
      key: 'z',
      label: 'twin.residual.z',
      align: 'end',
      render: ({ z }) => (z === null ? '–' : format.number(z, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })),
    },
  ];
  return rows.length === 0 ? (
    <EmptyState compact title="twin.residual.none" detail="twin.residual.none_detail" />
  ) : (
    <DataTable
      label={translate('twin.residual.title')}
      columns={columns}
      rows={rows}
      idOf={({ sensorId }) => sensorId}
    />
  );
}
