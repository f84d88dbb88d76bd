import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import { useTranslate } from 'ra-core';
import { EmptyState } from '../components/states';
import { type Change, changesBetween, valueText } from './diff';

const Root = styled('table')(({ theme }) => ({
  inlineSize: '100%',
  borderCollapse: 'collapse',
  fontSize: 13,
  tableLayout: 'fixed',
  '& th, & td': {
    paddingInline: 16,
    paddingBlock: 8,
    textAlign: 'start',
    verticalAlign: 'top',
    borderBlockEnd: `1px solid ${theme.hydrant.colors.line}`,
    overflowWrap: 'anywhere',
  },
  '& tbody tr:last-of-type td, & tbody tr:last-of-type th': { borderBlockEnd: 0 },
  '& thead th': { fontSize: 12, fontWeight: 500, color: theme.hydrant.colors.textMuted },
  '& tbody th': { fontWeight: 500 },
  '& del, & ins': {
    textDecoration: 'none',
    display: 'inline-block',
    paddingInline: 6,
    borderRadius: 4,
    fontFamily: 'ui-monospace, monospace',
    fontSize: 12,
    lineHeight: '20px',
  },
  '& del': {
    backgroundColor: theme.hydrant.colors.sunken,
    textDecoration: 'line-through',
    textDecorationColor: theme.hydrant.colors.textFaint,
  },
  '& ins': { backgroundColor: theme.hydrant.colors.accentSoft },
}));

/** Before and after, field by field: only what changed. */
export function DiffTable({ before, after }: { before: unknown; after: unknown }) {
  const translate = useTranslate();
  const changes = changesBetween(before, after);
  if (changes.length === 0) return <EmptyState compact title="audit.no_changes" />;
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Root aria-label={translate('audit.changes')}>
        <thead>
          <tr>
            <th scope="col" style={{ width: '28%' }}>
              {translate('audit.diff.field')}
            </th>
            <th scope="col">{translate('audit.diff.before')}</th>
            <th scope="col">{translate('audit.diff.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <Line key={change.path} change={change} />
          ))}
        </tbody>
      </Root>
    </Box>
  );
}

function Line({ change }: { change: Change }) {
  return (
    <tr data-kind={change.kind}>
      <th scope="row">
        <bdi>{change.path}</bdi>
      </th>
      <td>{change.kind === 'added' ? '–' : <del dir="auto">{valueText(change.before)}</del>}</td>
      <td>{change.kind === 'removed' ? '–' : <ins dir="auto">{valueText(change.after)}</ins>}</td>
    </tr>
  );
}
