import { chats } from './doctor/chats.js';
import { community } from './doctor/community.js';
import { here } from './doctor/here.js';
import { stripe } from './doctor/stripe.js';

/** What `lyceum doctor` and `/setup` find: what is the matter, and how an owner mends it. */
export const doctor = {
  title: 'Lyceum has looked at everything it stands on.',
  nothing: 'Nothing to do.',
  summary: {
    well: 'Nothing is broken.',
    broken_one: '{{count}} thing is broken.',
    broken_other: '{{count}} things are broken.',
    risky_one: '{{count}} thing is risky.',
    risky_other: '{{count}} things are risky.',
  },
  areas: {
    settings: 'Settings',
    machine: 'This machine',
    database: 'Database',
    redis: 'Queue on Redis',
    clock: 'Clocks',
    public_url: 'Way in from the internet',
    discord: 'Discord',
    telegram: 'Telegram',
    stripe: 'Stripe',
    community: 'Community',
  },
  modes: { test: 'test mode', live: 'live mode' },
  ...here,
  ...chats,
  stripe,
  community,
};
