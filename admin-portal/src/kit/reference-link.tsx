import { type RaRecord, useGetOne } from 'ra-core';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';

export interface ReferenceLinkProps {
  resource: string;
  subject: string;
  id: string | null;
  /** How the object is called; default: its name. */
  textOf?: (record: RaRecord) => string;
}

/** The name of another object, leading to its page where it may be seen. */
export function ReferenceLink({ resource, subject, id, textOf = (record) => String(record.name) }: ReferenceLinkProps) {
  const allowed = useCan('read', subject);
  const { data } = useGetOne<RaRecord>(resource, { id: id ?? '' }, { enabled: id !== null && allowed });
  if (id === null) return <>–</>;
  if (!allowed || !data) return <bdi>{id.slice(0, 8)}</bdi>;
  return (
    <Link to={`/${resource}/${id}/show`}>
      <bdi>{textOf(data)}</bdi>
    </Link>
  );
}
