/** 机器、存储和地址可能出的问题。 */
export const here = {
  settings: {
    refused: {
      what: '有一项设置不对：{{problem}}',
      mend: '在 `.env` 或环境变量里改好，再检查一次。每项设置的含义写在 `.env.example` 里。',
    },
    sandbox: {
      what: '没有设置任何聊天令牌，所以 Lyceum 在沙盒里运行，没有询问真实平台。',
      mend: '要正式使用，请按 `docs/going-live.md` 填好令牌，再检查一次。',
    },
  },

  machine: {
    works: { what: '数据目录可以写入，磁盘也有空间。' },
    data_not_writable: {
      what: 'Lyceum 写不了数据目录 `{{folder}}`（{{reason}}）。',
      mend: '请让运行 Lyceum 的账号有权写入，或者把 `DATA_DIR` 设为别的目录。',
    },
    disk_nearly_full: {
      what: '`{{folder}}` 所在的磁盘快满了，只剩 {{free}} MB。',
      mend: '请清理不需要的文件，或者扩大磁盘。磁盘一满，付了钱的人就进不来。',
    },
    keys_missing: {
      what: '数据在另一台服务器上，密钥却只存在这块磁盘里。',
      mend: '请设置 `ENCRYPTION_KEYS`，所有进程用同一个值，并在安全的地方留一份。没有它，这块磁盘一坏，名字和通知就再也读不出来了。',
    },
  },

  database: {
    works: { what: '数据库有回应，数据表也是最新的。' },
    unreachable: {
      what: '`DATABASE_URL` 里的数据库连不上（{{reason}}）。',
      mend: '请确认它在运行，并核对 `DATABASE_URL` 里的地址、用户名和密码。',
    },
    embedded_failed: {
      what: '自带的数据库启动不了：{{reason}}',
      mend: '请照这句话处理。数据目录里的 `postgres.log` 写得更详细。',
    },
    empty: {
      what: '数据库还是空的。',
      mend: '启动 Lyceum，它会自己建好数据表。',
    },
    migrations_pending: {
      what: '数据表比这个版本的 Lyceum 旧，还有 {{count}} 项变更没有执行。',
      mend: '请重新启动 Lyceum，或者运行 `lyceum db migrate`。',
    },
    newer: {
      what: '数据表比这个版本的 Lyceum 新，它不认识 {{migration}}。',
      mend: '请换回较新的版本。要留在这个版本，就恢复升级前的备份。',
    },
    key_missing: {
      what: '数据库里有 {{count}} 个值是用密钥 {{key}} 加密的，而现有的密钥里没有它。',
      mend: '请把它重新加进 `ENCRYPTION_KEYS`（如果是 `installation`，就把 `installation.key` 放回数据文件夹）。缺了它，Lyceum 不会启动。密钥彻底丢失时该怎么办，见 `docs/privacy.md`。',
    },
    commit_off: {
      what: '数据库还没写完就会答应（`synchronous_commit` 是 {{setting}}）。',
      mend: 'Lyceum 会在自己的连接里打开它。请在整台服务器上把 `synchronous_commit` 设为 `on`，否则一断电，已经答应的内容也会丢失。',
    },
    commit_not_kept: {
      what: '我们和数据库之间有东西抹掉了连接设置（`synchronous_commit` 是 {{setting}}）。',
      mend: '请在 `DATABASE_URL` 里直接连接数据库，或者让连接池使用会话模式。这样会丢任务，所以 Lyceum 不会启动。',
    },
  },

  redis: {
    works: { what: '`Redis` 有回应，也不会丢弃任何东西。' },
    unreachable: {
      what: '`REDIS_URL` 里的 `Redis` 没有回应（{{reason}}）。',
      mend: '请确认它在运行，并核对 `REDIS_URL` 里的地址和密码。不设 `REDIS_URL` 时，队列放在数据库里。',
    },
    policy: {
      what: '`Redis` 内存不够时会丢弃任务（`maxmemory-policy` 是 {{policy}}）。',
      mend: '请把 `maxmemory-policy` 设为 `noeviction`，不然 Lyceum 不会启动。',
    },
    aof_off: {
      what: '`Redis` 没有开日志，一重启就会忘掉等待中的任务。',
      mend: '请把 `appendonly` 设为 `yes`。不开的话，Lyceum 要靠定时巡查补上，最多迟一小时。',
    },
  },

  storage: {
    works: { what: '文件可以存进存储桶、分段读取，也可以删除。' },
    unusable: {
      what: '存放文件的存储桶用不了（{{reason}}）。',
      mend: '请确认 `S3_` 设置里的存储桶存在，密钥有读、写、列出和删除的权限（见 `docs/storage.md`）。',
    },
    garbled: {
      what: '从存储桶读回来的内容和存进去的不一样。',
      mend: '中间有东西改动了文件，或者不支持分段读取。请在 `S3_ENDPOINT` 里填存储服务本身的地址。',
    },
  },

  clock: {
    works: { what: '各处的时钟一致。' },
    machine: {
      what: '这台机器的时钟和别处（{{others}}）差 {{seconds}} 秒。',
      mend: '请在这台机器上打开自动对时。相差超过 5 秒，Lyceum 就不能工作。',
    },
    postgres: {
      what: '数据库服务器的时钟和我们差 {{seconds}} 秒。',
      mend: '请在两台机器上都打开自动对时。相差超过 5 秒，任务会重复执行，所以 Lyceum 不会启动。',
    },
    stripe: {
      what: 'Stripe 的时钟和我们差 {{seconds}} 秒。',
      mend: '请在这台机器上打开自动对时。差到 300 秒时，Stripe 的每条消息都会被拒绝。',
    },
    discord: {
      what: 'Discord 的时钟和我们差 {{seconds}} 秒。',
      mend: '请在这台机器上打开自动对时。按钮和命令必须在 3 秒内回应。',
    },
  },

  public_url: {
    works: { what: 'Lyceum 在 {{address}} 有回应。' },
    local: {
      what: '`PUBLIC_URL` 是 {{address}}，只有这台机器能打开，Stripe 的消息进不来。',
      mend: '请把 `PUBLIC_URL` 设为别人在浏览器里能打开的地址，用 `https`。只在测试模式里试用的话，运行 `stripe listen` 也行。',
    },
    not_https: {
      what: '`PUBLIC_URL` 是 {{address}}，没有用 `https`，路上的人能看到内容。',
      mend: '请在 Lyceum 前面放一个支持 `https` 的网页服务器（见 `docs/going-live.md`），再把 `PUBLIC_URL` 设为它的地址。',
    },
    unreachable: {
      what: '{{address}} 没有回应（{{reason}}）。',
      mend: '如果 Lyceum 没在运行，请先启动，否则请把这个地址引到它的端口 `HTTP_PORT`。如果用手机能打开，那只是从这里绕不回来，不用担心。',
    },
    not_ours: {
      what: '在 {{address}} 回应的不是 Lyceum（{{reason}}）。',
      mend: '请把这个地址完整地引到 Lyceum 的端口 `HTTP_PORT`，中间不要有登录页，或者改正 `PUBLIC_URL`。',
    },
  },
};
