import { runProcess } from '@app/process';
import { apiRole } from '../../api/src/api.role';
import { ingestRole } from '../../ingest/src/ingest.role';
import { workerRole } from '../../worker/src/worker.role';

void runProcess({ name: 'platform', roles: [apiRole, ingestRole, workerRole] });
