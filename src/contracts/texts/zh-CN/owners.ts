import { audit, drift, outbox, pages } from './owners/books.js';
import { imports } from './owners/import.js';
import { alarms, claim, community, elsewhere, setup, staff } from './owners/setup.js';

/** 社群管理者的工具怎么回答。 */
export const owners = {
  somebody: '某位成员',
  alarms,
  audit,
  claim,
  community,
  drift,
  elsewhere,
  imports,
  outbox,
  pages,
  setup,
  staff,
};
