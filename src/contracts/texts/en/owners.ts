import { audit, drift, outbox, pages } from './owners/books.js';
import { imports } from './owners/import.js';
import { alarms, claim, community, elsewhere, setup, staff } from './owners/setup.js';

/** Answers of the tools for whoever runs a community. */
export const owners = {
  somebody: 'somebody',
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
