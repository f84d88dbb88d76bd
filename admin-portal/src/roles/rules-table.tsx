import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { type Column, DataTable } from '../kit/data-table';
import { listOf, type Rule } from './role';

/** Rules as a table: allowed or denied, what, on what, under which conditions. */
export function RulesTable({ rules }: { rules: readonly Rule[] }) {
  const translate = useTranslate();
  const words = (prefix: string, list: string | string[]): string =>
    listOf(list)
      .map((word) => translate(`${prefix}.${word}`, { _: word }))
      .join(', ');
  const columns: Column<Rule>[] = [
    {
      key: 'effect',
      label: 'roles.rule.effect',
      width: 90,
      render: (rule) => translate(rule.inverted ? 'roles.rule.denied' : 'roles.rule.allowed'),
    },
    { key: 'actions', label: 'roles.rule.actions', render: (rule) => words('roles.action', rule.action) },
    { key: 'subjects', label: 'roles.rule.subjects', render: (rule) => words('roles.subject', rule.subject) },
    {
      key: 'limits',
      label: 'roles.rule.limits',
      from: 'sm',
      render: (rule) => (
        <Box component="code" dir="ltr" sx={{ fontSize: 12, overflowWrap: 'anywhere' }}>
          {[listOf(rule.fields).join(', '), rule.conditions && JSON.stringify(rule.conditions)]
            .filter(Boolean)
            .join(' · ') || '–'}
        </Box>
      ),
    },
  ];
  return (
    <DataTable label={translate('roles.rules')} columns={columns} rows={rules} idOf={(rule) => JSON.stringify(rule)} />
  );
}
