import type { Database } from '#database';
import { createAccess, type Access } from '#domain/access';
import { createBilling, type Billing, type Provider } from '#domain/billing';
import { createDelivery, type Delivery } from '#domain/delivery';
import { createImports, type Imports } from '#domain/imports';
import { createMembers, laterRoom, type Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

export interface OfflineRooms {
  members: Members;
  delivery: Delivery;
  billing: Billing;
  access: Access;
  imports: Imports;
}

/**
 * The rooms for an errand beside the running product, or before its first start. They speak to no platform and
 * wake nobody: what they owe, the sweeps of the running product find within a minute.
 */
export function openOffline({
  database,
  clock,
  log,
}: {
  database: Database;
  clock: Clock;
  log: Log;
}): OfflineRooms {
  const wake = { member: async () => {}, message: async () => {} };
  let delivery: Delivery;
  let billing: Billing;
  let access: Access;
  let imports: Imports;
  const members = createMembers({
    database,
    clock,
    wake,
    belongings: [
      laterRoom(() => delivery),
      laterRoom(() => billing),
      laterRoom(() => access),
      laterRoom(() => imports),
    ],
  });
  delivery = createDelivery({ database, members, senders: {}, wake, clock, log });
  billing = createBilling({
    database,
    members,
    provider: nobody,
    clock,
    secrets: ['nothing is signed here'],
  });
  access = createAccess({ database, members, delivery, billing, ports: {}, wake, clock, log });
  imports = createImports({ database, members, billing, access, clock });
  return { members, delivery, billing, access, imports };
}

/** Whoever asks the provider on an errand has taken a wrong turn. */
const nobody: Provider = new Proxy({} as Provider, {
  get(_, name) {
    throw new Error(`no provider is asked on an errand (${String(name)})`);
  },
});
