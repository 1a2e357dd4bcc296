/**
 * The server's settings, given on its command line so that an upgrade of Lyceum changes them too.
 * Small on purpose (one community fits in memory), never less than durable.
 */
const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // Only loopback with a password: a socket file would be open to other accounts of the machine.
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_connections: '80',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '256MB',
  // Not minimal: there, a sequence used in the transaction that makes it goes back to its start in a crash, and
  // the queue gives numbers of old jobs to new ones, which it then takes for known.
  wal_level: 'replica',
  max_wal_senders: '0',
  // A file of the log that has served its time is removed, and not kept with old rows in it to be written over.
  wal_recycle: 'off',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // Three I/O workers are the default of Postgres 18 and are of no use at this size.
  io_method: 'sync',
  max_worker_processes: '4',
  max_logical_replication_workers: '0',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
  // Statements and DETAIL lines hold members' data.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Arguments for `postgres`; `overrides` win over the settings above. */
export function serverArguments(cluster: string, port: number, overrides: Record<string, string>): string[] {
  const pairs = Object.entries({ ...settings, ...overrides });
  return ['-D', cluster, '-p', String(port), ...pairs.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
