import { noSuch } from '../http/fault.js';
import {
  choice,
  clearable,
  email,
  fields,
  integer,
  list,
  mergeMetadata,
  metadata,
  moment,
  nothing,
  paging,
  text,
} from '../http/params.js';
import { isWithin, page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import { newCustomer } from '../shapes/customer.js';
import { attachCard, preferCard } from '../billing/cards.js';
import { deleteCustomer } from '../billing/deletion.js';
import { cardParam, find } from './find.js';
import { methodNamed } from './payment-methods.js';

const addressParam = fields({
  city: clearable.optional(),
  country: clearable.optional(),
  line1: clearable.optional(),
  line2: clearable.optional(),
  postal_code: clearable.optional(),
  state: clearable.optional(),
});

const editable = {
  address: addressParam.optional(),
  balance: integer.optional(),
  description: clearable.optional(),
  email: email.optional(),
  invoice_settings: fields({ default_payment_method: clearable.optional() }).optional(),
  metadata: metadata.optional(),
  name: clearable.optional(),
  phone: clearable.optional(),
  preferred_locales: list(text).optional(),
};

const listParams = fields({ ...paging, created: moment.optional(), email: text.optional() });
const emptyAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

export const customerRoutes: Route[] = [
  route(
    'POST',
    '/v1/customers',
    fields({ ...editable, payment_method: text.optional() }),
    ({ ledger, params }) => {
      const { payment_method: card, invoice_settings: settings, metadata: pairs, address, ...rest } = params;
      const customer = newCustomer(ledger.newId('cus'), ledger.now(), {});
      Object.assign(customer, withoutUndefined(rest));
      customer.metadata = mergeMetadata({}, pairs);
      if (address) customer.address = { ...emptyAddress, ...withoutUndefined(address) };
      const preferred = settings?.default_payment_method;
      if (preferred && preferred !== card) {
        throw noSuch('PaymentMethod', preferred, 'invoice_settings[default_payment_method]');
      }
      const method = card === undefined ? undefined : methodNamed(ledger, card, 'payment_method');
      ledger.customers.add(customer);
      ledger.emit('customer.created', customer);
      if (method) attachCard(ledger, method, customer);
      if (method && preferred) preferCard(ledger, customer, method);
      return customer;
    },
  ),

  route('GET', '/v1/customers', listParams, ({ ledger, params }) =>
    page(
      '/v1/customers',
      ledger.customers.all(),
      (row) =>
        isWithin(row.created, params.created) && (params.email === undefined || row.email === params.email),
      params,
    ),
  ),

  route('GET', '/v1/customers/:id', nothing, ({ ledger, id }) =>
    ledger.state.deleted[id] === 'customer'
      ? { id, object: 'customer', deleted: true }
      : find(ledger, 'customers', id),
  ),

  route('POST', '/v1/customers/:id', fields(editable), ({ ledger, id, params }) => {
    const customer = find(ledger, 'customers', id);
    const { invoice_settings: settings, metadata: pairs, address, ...rest } = params;
    const preferred = settings?.default_payment_method;
    if (preferred) cardParam(ledger, customer, preferred, 'invoice_settings[default_payment_method]');
    ledger.change(customer, 'customer.updated', (edited) => {
      Object.assign(edited, withoutUndefined(rest));
      edited.metadata = mergeMetadata(edited.metadata, pairs);
      if (address) edited.address = { ...(edited.address ?? emptyAddress), ...withoutUndefined(address) };
      if (preferred !== undefined) edited.invoice_settings.default_payment_method = preferred;
    });
    return customer;
  }),

  route('DELETE', '/v1/customers/:id', nothing, ({ ledger, id }) => {
    const customer = find(ledger, 'customers', id);
    deleteCustomer(ledger, customer);
    return { id, object: 'customer', deleted: true };
  }),

  route(
    'GET',
    '/v1/customers/:id/payment_methods',
    fields({ ...paging, type: choice(['card']).optional() }),
    ({ ledger, id, params }) => {
      find(ledger, 'customers', id);
      return page(
        `/v1/customers/${id}/payment_methods`,
        ledger.paymentMethods.all(),
        (row) => row.customer === id,
        params,
      );
    },
  ),
];

/** Only the fields that were sent, so that the others keep their values. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
