import type { Stripe } from 'stripe';
import { finding, type Finding } from '#contracts';
import { minutes } from '#kernel/clock';
import { apiVersion } from '../client.js';
import { relevantEvents } from '../events.js';
import type { Sight } from './sight.js';

export interface WebhookInUse {
  url: string;
  mode: 'test' | 'live';
  arrived(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** The product's clock. */
  now(): Date;
}

/** What Stripe sent less than this ago may still be on its way. */
const ON_ITS_WAY_MS = minutes(10);

/** Whether Stripe tells us what happens, and whether we listen. */
export async function webhook(stripe: Stripe, sight: Sight, wanted: WebhookInUse): Promise<Finding[]> {
  const list = await sight.look('Webhook Endpoints', () => stripe.webhookEndpoints.list({ limit: 100 }));
  if (list === null) return [];
  const { url: address, mode } = wanted;
  const ours = list.data.filter(({ url }) => sameAddress(url, address));
  if (ours.length === 0) {
    return [finding('stripe.webhook_missing', 'broken', { address, mode: { key: `doctor.modes.${mode}` } })];
  }
  const open = ours.filter(({ status }) => status === 'enabled');
  if (open.length === 0) return [finding('stripe.webhook_disabled', 'broken', { address })];
  const sent = new Set(open.flatMap((endpoint) => endpoint.enabled_events));
  const left = sent.has('*') ? [] : relevantEvents.filter((type) => !sent.has(type));
  const other = open
    .map((endpoint) => endpoint.api_version)
    .find((one) => one !== null && one !== apiVersion);
  return [
    ...(left.length > 0 ? [finding('stripe.webhook_events', 'broken', { events: left.join(', ') })] : []),
    ...(other ? [finding('stripe.webhook_version', 'risky', { theirs: other, ours: apiVersion })] : []),
    ...(await undelivered(stripe, sight, wanted, sent)),
  ];
}

/**
 * The signing secret cannot be compared: Stripe shows it once. But Stripe knows which events nobody accepted,
 * and we know which arrived. Others' endpoints in the same account may be the ones that fail.
 */
async function undelivered(
  stripe: Stripe,
  sight: Sight,
  { arrived, now }: WebhookInUse,
  sent: ReadonlySet<string>,
): Promise<Finding[]> {
  const settled = ({ type, created }: Stripe.Event) =>
    relevantEvents.includes(type) &&
    (sent.has('*') || sent.has(type)) &&
    created * 1000 < now().getTime() - ON_ITS_WAY_MS;
  const failed = await sight.look('Events', () =>
    stripe.events.list({ delivery_success: false, limit: 100 }),
  );
  const waiting = failed?.data.filter(settled) ?? [];
  if (waiting.length === 0) return [];
  const all = await sight.look('Events', () => stripe.events.list({ limit: 100 }));
  const newest = all?.data.find(settled);
  const here = await arrived([...waiting, ...(newest ? [newest] : [])].map(({ id }) => id));
  const lost = waiting.filter(({ id }) => !here.has(id));
  const first = lost.at(-1);
  if (!first) return [];
  const since = { at: new Date(first.created * 1000), as: 'datetime' } as const;
  const still = newest !== undefined && !here.has(newest.id);
  return still
    ? [finding('stripe.webhook_not_accepted', 'broken', { count: lost.length, since })]
    : [finding('stripe.webhook_gaps', 'risky', { count: lost.length, since })];
}

function sameAddress(one: string, other: string): boolean {
  const plain = (url: string): string => (URL.canParse(url) ? new URL(url).href.replace(/\/$/, '') : url);
  return plain(one) === plain(other);
}
