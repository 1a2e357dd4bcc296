/** What can be wrong with the machine, its stores and its address. */
export const here = {
  settings: {
    refused: {
      what: 'A setting is wrong: {{problem}}',
      mend: 'Correct it in `.env` or in the environment, and ask again. `.env.example` says what each setting is.',
    },
    sandbox: {
      what: 'No chat token is set, so Lyceum runs in its sandbox: no real platform is asked.',
      mend: 'To go live, set the tokens as docs/going-live.md says, and ask again.',
    },
  },

  machine: {
    works: { what: 'The data folder can be written to, and the disk has room.' },
    data_not_writable: {
      what: 'Lyceum cannot write to its data folder `{{folder}}` ({{reason}}).',
      mend: 'Give the account that runs Lyceum the right to write there, or set `DATA_DIR` to another folder.',
    },
    disk_nearly_full: {
      what: 'The disk that holds `{{folder}}` is nearly full: {{free}} MB are left.',
      mend: 'Delete what is not needed or enlarge the disk. When it is full, nobody who pays gets in.',
    },
    keys_missing: {
      what: 'Lyceum keeps its secret key on this disk only, although its data is on another server.',
      mend: 'Set `ENCRYPTION_KEYS`, the same for all processes, and keep a copy in a safe place. Without it, names and notices cannot be read any more when this disk is lost.',
    },
  },

  database: {
    works: { what: 'Postgres answers, and its tables are up to date.' },
    unreachable: {
      what: 'Postgres at `DATABASE_URL` does not let us in ({{reason}}).',
      mend: 'See that it runs and that address, name and password in `DATABASE_URL` are right.',
    },
    embedded_failed: {
      what: 'The built-in Postgres does not start: {{reason}}',
      mend: 'Do what the sentence says. The file postgres.log in the data folder tells more.',
    },
    empty: {
      what: 'The database is still empty.',
      mend: 'Start Lyceum: it makes its tables by itself.',
    },
    migrations_pending: {
      what: 'The tables are older than this Lyceum. Changes that wait: {{count}}.',
      mend: 'Start Lyceum again, or say `lyceum db migrate`.',
    },
    newer: {
      what: 'The tables are newer than this Lyceum: it does not know {{migration}}.',
      mend: 'Start the newer version again. To stay with this one, restore the backup made before.',
    },
    key_missing: {
      what: 'Values in the database are sealed with the key {{key}}, which is not among the keys: {{count}}.',
      mend: 'Add it to `ENCRYPTION_KEYS` again (`installation`: put installation.key back into the data folder). Without it Lyceum does not start. docs/privacy.md says what to do when a key is lost for good.',
    },
    commit_off: {
      what: 'Postgres is set to answer before it has written (`synchronous_commit` is {{setting}}).',
      mend: 'Lyceum switches it on for itself. Set `synchronous_commit` to `on` for the whole server: with it off, a power cut loses what was acknowledged.',
    },
    commit_not_kept: {
      what: 'Something between us and Postgres undoes our settings (`synchronous_commit` is {{setting}}).',
      mend: 'Use a direct connection in `DATABASE_URL`, or a connection pool in session mode. Lyceum does not start like this, because jobs could get lost.',
    },
  },

  redis: {
    works: { what: 'Redis answers, and throws nothing away.' },
    unreachable: {
      what: 'Redis at `REDIS_URL` does not answer ({{reason}}).',
      mend: 'See that it runs and that address and password in `REDIS_URL` are right. Without `REDIS_URL` the queue lives in Postgres.',
    },
    policy: {
      what: 'Redis may throw jobs away to make room (`maxmemory-policy` is {{policy}}).',
      mend: 'Set `maxmemory-policy` to `noeviction`. Lyceum does not start before.',
    },
    aof_off: {
      what: 'Redis keeps no journal, so a restart forgets the jobs that wait.',
      mend: 'Set `appendonly` to `yes`. Without it Lyceum finds lost work again by its sweeps, up to an hour late.',
    },
  },

  storage: {
    works: { what: 'Files can be put into the bucket, read in parts and taken out again.' },
    unusable: {
      what: 'The bucket for files cannot be used ({{reason}}).',
      mend: 'See that the `S3_` settings name an existing bucket and that the key may read, write, list and delete in it (docs/storage.md).',
    },
    garbled: {
      what: 'The bucket for files gives back something else than was put into it.',
      mend: 'Something between us and the bucket changes files or does not know requests for parts. Use the address of the storage itself in `S3_ENDPOINT`.',
    },
  },

  clock: {
    works: { what: 'The clocks agree.' },
    machine: {
      what: 'The clock of this machine is {{seconds}} s off everybody else’s ({{others}}).',
      mend: 'Switch on time synchronisation (NTP) on this machine. Beyond 5 s Lyceum does not work.',
    },
    postgres: {
      what: 'The clock of the Postgres server is {{seconds}} s off ours.',
      mend: 'Switch on time synchronisation (NTP) on both machines. Beyond 5 s Lyceum does not start, because jobs would run twice.',
    },
    stripe: {
      what: 'Stripe’s clock and ours differ by {{seconds}} s.',
      mend: 'Switch on time synchronisation (NTP) on this machine. At 300 s every message from Stripe is refused.',
    },
    discord: {
      what: 'Discord’s clock and ours differ by {{seconds}} s.',
      mend: 'Switch on time synchronisation (NTP) on this machine. Buttons and commands have to be answered within 3 s.',
    },
  },

  public_url: {
    works: { what: 'Lyceum answers at {{address}}.' },
    local: {
      what: '`PUBLIC_URL` is {{address}}, which only this machine can open: Stripe’s messages cannot arrive.',
      mend: 'Set `PUBLIC_URL` to the address that people open in a browser, with https. For a trial in test mode, the `stripe listen` program will do.',
    },
    not_https: {
      what: '`PUBLIC_URL` is {{address}}, without https: what is sent there can be read on the way.',
      mend: 'Put a web server that speaks https in front of Lyceum (docs/going-live.md), and set `PUBLIC_URL` to its address.',
    },
    unreachable: {
      what: 'Nothing answers at {{address}} ({{reason}}).',
      mend: 'Start Lyceum if it does not run. Else lead this address to its port `HTTP_PORT`. If it opens on your phone, only the way round from here is closed, and all is well.',
    },
    not_ours: {
      what: 'Somebody else answers at {{address}}, not Lyceum ({{reason}}).',
      mend: 'Lead this address, whole and without a login page, to the port `HTTP_PORT` of Lyceum, or correct `PUBLIC_URL`.',
    },
  },
};
