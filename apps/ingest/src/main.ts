import { runProcess } from '@app/process';
import { ingestRole } from './ingest.role';

void runProcess({ name: 'ingest', roles: [ingestRole] });
