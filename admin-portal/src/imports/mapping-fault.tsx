import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { ApiError } from '../data/problem';
import { FormFault } from '../kit/record-form';

/** What is wrong with the settings, each fault in a line of its own. */
export function MappingFault({ fault }: { fault: unknown }) {
  const errors = fault instanceof ApiError ? (fault.problem.errors ?? []) : [];
  if (errors.length === 0) return <FormFault fault={fault} />;
  return (
    <Alert severity="error" variant="outlined" role="alert">
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 4 }}>
        {errors.slice(0, 20).map(({ pointer, detail }) => (
          <li key={pointer}>{detail}</li>
        ))}
      </Box>
    </Alert>
  );
}
