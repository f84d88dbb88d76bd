import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';

/** Leads to the form of a record; not there for those who may not change it. */
export function EditButton({ resource, subject, id }: { resource: string; subject: string; id: string }) {
  const translate = useTranslate();
  if (!useCan('update', subject)) return null;
  return (
    <Button variant="outlined" component={Link} to={`/${resource}/${id}`}>
      {translate('kit.edit')}
    </Button>
  );
}
