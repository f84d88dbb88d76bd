// @ts-check
/** Server settings of the private database: durable, and sized to the machine. */
import os from 'node:os';

/**
 * @param {number} [memoryBytes] - memory of the machine
 * @returns {Record<string, string>}
 */
export function serverSettings(memoryBytes = os.totalmem()) {
  const megabyte = 1024 * 1024;
  const shared = Math.round(Math.min(1024, Math.max(128, memoryBytes / megabyte / 8)));
  return {
    listen_addresses: '127.0.0.1',
    max_connections: '120',
    password_encryption: 'scram-sha-256',
    // An acknowledged reading must survive a loss of power.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${Math.max(256, Math.round(memoryBytes / megabyte / 2))}MB`,
    maintenance_work_mem: '128MB',
    work_mem: '16MB',
    wal_buffers: '16MB',
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_line_prefix: '%m [%p] %q%u@%d ',
    lc_messages: 'C',
  };
}
