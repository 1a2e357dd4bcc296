import type { z } from 'zod';
import { invalidRequest } from '../http/fault.js';
import {
  address,
  clearable,
  fields,
  flag,
  mergeMetadata,
  metadata,
  nothing,
  paging,
  text,
} from '../http/params.js';
import { page } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import type { Ledger } from '../ledger.js';
import { newPortalConfiguration, type PortalConfiguration, type PortalSession } from '../shapes/portal.js';
import { customerParam, find } from './find.js';
import { applyFeatures, featureParams } from './portal-features.js';
import { flowFrom, flowParams } from './portal-flows.js';

const configurationParams = {
  business_profile: fields({
    headline: clearable.optional(),
    privacy_policy_url: address.optional(),
    terms_of_service_url: address.optional(),
  }).optional(),
  default_return_url: clearable.optional(),
  metadata: metadata.optional(),
  name: clearable.optional(),
};

export const portalRoutes: Route[] = [
  route(
    'POST',
    '/v1/billing_portal/sessions',
    fields({
      configuration: text.optional(),
      customer: text,
      flow_data: flowParams.optional(),
      locale: text.optional(),
      return_url: address.optional(),
    }),
    ({ ledger, params }) => {
      const customer = customerParam(ledger, params.customer);
      const configuration = configurationFor(ledger, params.configuration);
      const id = ledger.newId('bps');
      const session: PortalSession = {
        id,
        object: 'billing_portal.session',
        configuration: configuration.id,
        created: ledger.now(),
        customer: customer.id,
        customer_account: null,
        flow: params.flow_data ? flowFrom(ledger, params.flow_data, { customer, configuration }) : null,
        livemode: false,
        locale: params.locale ?? null,
        on_behalf_of: null,
        return_url: params.return_url ?? configuration.default_return_url,
        url: ledger.pageUrl(`/portal/${id}`),
      };
      ledger.portalSessions.add(session);
      ledger.emit('billing_portal.session.created', session);
      return session;
    },
  ),

  route(
    'POST',
    '/v1/billing_portal/configurations',
    fields({ ...configurationParams, features: featureParams }),
    ({ ledger, params }) => {
      const configuration = newPortalConfiguration(ledger.newId('bpc'), ledger.now(), { isDefault: false });
      Object.values(configuration.features).forEach((feature) => (feature.enabled = false));
      apply(ledger, configuration, params);
      ledger.portalConfigurations.add(configuration);
      ledger.emit('billing_portal.configuration.created', configuration);
      return configuration;
    },
  ),

  route(
    'POST',
    '/v1/billing_portal/configurations/:id',
    fields({ ...configurationParams, active: flag.optional(), features: featureParams.optional() }),
    ({ ledger, id, params }) => {
      const configuration = find(ledger, 'portalConfigurations', id);
      ledger.change(configuration, 'billing_portal.configuration.updated', (edited) => {
        edited.active = params.active ?? edited.active;
        apply(ledger, edited, params);
        edited.updated = ledger.now();
      });
      return configuration;
    },
  ),

  route(
    'GET',
    '/v1/billing_portal/configurations',
    fields({ ...paging, active: flag.optional(), is_default: flag.optional() }),
    ({ ledger, params }) =>
      page(
        '/v1/billing_portal/configurations',
        ledger.portalConfigurations.all(),
        (row) =>
          (params.active ?? row.active) === row.active &&
          (params.is_default ?? row.is_default) === row.is_default,
        params,
      ),
  ),

  route('GET', '/v1/billing_portal/configurations/:id', nothing, ({ ledger, id }) =>
    find(ledger, 'portalConfigurations', id),
  ),
];

function configurationFor(ledger: Ledger, id: string | undefined): PortalConfiguration {
  if (id !== undefined) return find(ledger, 'portalConfigurations', id, 'configuration');
  const usual = ledger.portalConfigurations.all().find((row) => row.is_default && row.active);
  if (usual) return usual;
  throw invalidRequest(
    'No configuration provided and your test mode default configuration has not been created.',
  );
}

interface Changes {
  business_profile?:
    Partial<Record<keyof PortalConfiguration['business_profile'], string | null | undefined>> | undefined;
  default_return_url?: string | null | undefined;
  metadata?: Record<string, string> | undefined;
  name?: string | null | undefined;
  features?: z.output<typeof featureParams> | undefined;
}

function apply(ledger: Ledger, configuration: PortalConfiguration, changes: Changes): void {
  const profile = configuration.business_profile;
  profile.headline = changes.business_profile?.headline ?? profile.headline;
  profile.privacy_policy_url = changes.business_profile?.privacy_policy_url ?? profile.privacy_policy_url;
  profile.terms_of_service_url =
    changes.business_profile?.terms_of_service_url ?? profile.terms_of_service_url;
  if (changes.default_return_url !== undefined) configuration.default_return_url = changes.default_return_url;
  if (changes.name !== undefined) configuration.name = changes.name;
  configuration.metadata = mergeMetadata(configuration.metadata, changes.metadata);
  if (changes.features) applyFeatures(ledger, configuration, changes.features);
}
