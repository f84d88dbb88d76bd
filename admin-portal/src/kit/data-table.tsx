import { styled } from '@mui/material/styles';
import TableSortLabel from '@mui/material/TableSortLabel';
import { useTranslate } from 'ra-core';
import type { MouseEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { fontSizes } from '../theme/tokens';

/** A column of a table. */
export interface Column<T> {
  key: string;
  /** Heading: key of the catalogue; empty for a column of marks. */
  label: string;
  render: (record: T) => ReactNode;
  /** Field the server sorts by. */
  sort?: string;
  align?: 'end';
  /** Least room for the table with which the column is shown: 480, 720 or 960 px. Without, it always is. */
  from?: 'sm' | 'md' | 'lg';
  width?: number | string;
}

export interface DataTableProps<T> {
  /** Name of the table, read aloud. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  idOf: (record: T) => string;
  sort?: { field: string; order: 'ASC' | 'DESC' };
  onSort?: (sort: { field: string; order: 'ASC' | 'DESC' }) => void;
  /** Where a click on the row leads; the row's own link must lead there too. */
  rowTo?: (record: T) => string;
  /** Old rows while new ones are on their way. */
  stale?: boolean;
}

const Root = styled('div')(({ theme }) => {
  const { colors, sizes } = theme.hydrant;
  return {
    overflowX: 'auto',
    position: 'relative',
    containerType: 'inline-size',
    '& table': {
      inlineSize: '100%',
      borderCollapse: 'collapse',
      fontSize: fontSizes.sm,
      fontVariantNumeric: 'tabular-nums',
    },
    '& th': {
      blockSize: sizes.head,
      fontSize: fontSizes.xs,
      fontWeight: 500,
      color: colors.textMuted,
      textAlign: 'start',
      whiteSpace: 'nowrap',
      borderBlockEnd: `1px solid ${colors.line}`,
    },
    '& th, & td': {
      paddingInline: sizes.cellX,
      '&:first-of-type': { paddingInlineStart: 16 },
      '&:last-of-type': { paddingInlineEnd: 16 },
    },
    '& td': { blockSize: sizes.row, borderBlockEnd: `1px solid ${colors.line}`, lineHeight: '18px', paddingBlock: 4 },
    '& thead td': { blockSize: sizes.head },
    '& tbody tr:last-of-type td': { borderBlockEnd: 0 },
    '& tbody tr[data-to]': { cursor: 'pointer' },
    '& tbody tr:hover td': { backgroundColor: theme.palette.action.hover },
    '& .end': { textAlign: 'end' },
    '& td a': {
      color: colors.text,
      fontWeight: 500,
      textDecoration: 'none',
      '&:hover': { textDecoration: 'underline' },
    },
    '&[data-stale] tbody': { opacity: 0.8 },
    // The room of the table counts, not that of the window.
    '@container (max-width: 480px)': { '& .from-sm': { display: 'none' } },
    '@container (max-width: 720px)': { '& .from-md': { display: 'none' } },
    '@container (max-width: 960px)': { '& .from-lg': { display: 'none' } },
  };
});

const classOf = <T,>({ align, from }: Column<T>): string =>
  [align === 'end' ? 'end' : '', from ? `from-${from}` : ''].filter(Boolean).join(' ');

/** A dense table: sortable headings, whole rows clickable, fewer columns on small screens. */
export function DataTable<T>({ label, columns, rows, idOf, sort, onSort, rowTo, stale = false }: DataTableProps<T>) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent, record: T): void => {
    // Links and buttons inside the row do their own thing; so does marking text.
    if ((event.target as HTMLElement).closest('a, button, input, [role="menuitem"]') || getSelection()?.toString())
      return;
    if (rowTo) void navigate(rowTo(record));
  };
  return (
    <Root data-stale={stale || undefined}>
      <table aria-label={label} aria-busy={stale}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((record) => (
            <tr key={idOf(record)} data-to={rowTo ? '' : undefined} onClick={(event) => follow(event, record)}>
              {columns.map((column) => (
                <td key={column.key} className={classOf(column)}>
                  {column.render(record)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Root>
  );
}

function Heading<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>;
  sort: DataTableProps<T>['sort'];
  onSort: DataTableProps<T>['onSort'];
}) {
  const translate = useTranslate();
  const active = column.sort !== undefined && column.sort === sort?.field;
  const direction = active && sort?.order === 'DESC' ? 'desc' : 'asc';
  const turn = (): void => {
    if (column.sort) onSort?.({ field: column.sort, order: active && sort?.order === 'ASC' ? 'DESC' : 'ASC' });
  };
  // A column of marks or buttons has nothing to be called by.
  if (column.label === '') return <td className={classOf(column)} style={{ width: column.width }} />;
  const text = translate(column.label, { _: column.label });
  return (
    <th
      scope="col"
      className={classOf(column)}
      style={{ width: column.width }}
      aria-sort={active ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {column.sort && onSort ? (
        <TableSortLabel active={active} direction={direction} onClick={turn} sx={{ font: 'inherit' }}>
          {text}
        </TableSortLabel>
      ) : (
        text
      )}
    </th>
  );
}
