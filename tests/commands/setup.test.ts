import { describe, expect, test } from 'vitest';
import { finding, type CheckupReport, type Finding } from '#contracts';
import type { PlaceCandidate } from '#domain/access';
import { ada, community, contextOf, gold, opened, pressable, read, role, said, words } from './people.js';

const free: PlaceCandidate = {
  platform: 'discord',
  spaceExternalId: '900',
  spaceTitle: 'Lyceum Demo',
  kind: 'role',
  externalId: '902',
  title: 'VIP',
  problem: null,
};
const high = { ...free, externalId: '903', title: 'Admins', problem: 'role_above_bot' };
const works = finding('stripe.works', 'fine', { mode: { key: 'doctor.modes.test' } });

interface Given {
  findings?: Finding[];
  sold?: boolean;
  plans?: (typeof gold)[];
  places?: ReturnType<typeof opened>[];
  spaces?: boolean;
  told?: string[];
  candidates?: PlaceCandidate[];
}

function rooms(given: Given = {}) {
  const { findings = [works], sold = true, plans = [gold], places = [opened(role)], told = [ada.id] } = given;
  const { spaces = true, candidates = [free] } = given;
  const report: CheckupReport = { findings, sold };
  const guild = { id: 's1', platform: 'discord' as const, externalId: '900', title: 'Lyceum Demo' };
  return {
    checkup: { examine: async () => report },
    members: {
      spaces: async () => (spaces ? [guild] : []),
      staff: async () => told,
      member: async () => ada,
    },
    access: { candidates: async () => candidates, placesOfPlan: async () => places },
    billing: { plans: async () => plans },
  };
}

const chosen = { ...contextOf('owner'), community: { ...community, chosen: true } };
const list = async (given: Given, context = chosen, options = {}) => {
  const reply = await said('setup', options, context, rooms(given));
  return { reply, lines: (reply.list ?? []).map(({ mark, text }) => `${mark} ${read(text)}`) };
};

describe('/setup', () => {
  test('says of a community that sells that nothing is left to do', async () => {
    const { reply, lines } = await list({});
    expect(read(reply.title)).toBe('Lyceum Demo is ready to sell');
    expect(lines).toEqual([
      'good Language and time zone: English, UTC',
      'good Servers and groups: Lyceum Demo',
      'good Stripe: works, in test mode',
      'good Plans: Gold',
      'good What plans open: every plan opens something',
      'good Who is told: Ada',
      'good Test purchase: somebody has bought a membership',
    ]);
    expect(pressable(reply)).toEqual(['setup {}']);
  });

  test('begins at the beginning: everything that is missing, with the button that does it', async () => {
    const nothing: Given = { plans: [], places: [], spaces: false, told: [], sold: false, findings: [works] };
    const { reply, lines } = await list(nothing, contextOf('owner'));
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'wait',
      'bad',
      'good',
      'bad',
      'wait',
      'good',
      'wait',
    ]);
    expect(read(reply.title)).toBe('Setting up Lyceum Demo');
    expect(words(reply)).toContain('2 of 7 steps are done. I have just looked; nothing was changed.');
    expect(read(reply.fields?.[0]?.name)).toBe('Next: Servers and groups');
    expect(pressable(reply)).toEqual([
      'setup {"step":"chats"}',
      'setup {"step":"community"}',
      'setup {"step":"plan"}',
      'setup {"step":"places"}',
      'setup {"step":"purchase"}',
    ]);
  });

  test('each step by itself says what to do, and offers it', async () => {
    const bad = [
      finding('discord.missing_manage_roles', 'broken', { guild: 'Lyceum Demo' }),
      finding('stripe.portal_no_card', 'risky'),
      finding('stripe.webhook_missing', 'broken', {
        address: 'https://x',
        mode: { key: 'doctor.modes.test' },
      }),
      finding('community.nobody_told', 'broken', { community: 'Lyceum Demo' }),
    ];
    const given: Given = { findings: bad, places: [], told: [], candidates: [free, high] };
    const step = async (name: string) => {
      const { reply } = await list(given, chosen, { step: name });
      return { text: read(reply.fields?.[0]?.value), first: pressable(reply)[0], reply };
    };
    const chats = await step('chats');
    expect(chats.text).toMatch(/^In Lyceum Demo the bot may not hand out roles\. In the server settings/);
    expect(chats.text).toContain('Lyceum Demo on Discord: I can hand out @VIP');
    const sound = await list({ candidates: [free, high] }, chosen, { step: 'chats' });
    expect(read(sound.reply.fields?.[0]?.value)).toContain('@Admins in Lyceum Demo: this role is above mine');
    const stripe = await step('stripe');
    expect(stripe.text).toMatch(/^In test mode, Stripe has no webhook endpoint[^]*\nIn the Customer Portal/);
    expect(read(stripe.reply.list?.[2]?.text)).toBe('Stripe: 2 things to look at');
    const places = await step('places');
    expect(places.text).toContain('Say what Gold opens: /plan open.');
    expect(places.first).toBe('plan open {"plan":"plan-gold"}');
    const staff = await step('staff');
    expect(staff.text).toContain('nobody would be told');
    expect(staff.first).toBe('staff add {}');
    expect((await step('purchase')).first).toBe('plans {}');
    const priceless = await list({ ...given, plans: [{ ...gold, prices: [] }] }, chosen, { step: 'plan' });
    expect(pressable(priceless.reply)[0]).toBe('plan price-add {"plan":"plan-gold"}');
  });

  test('says which place no plan opens anything in', async () => {
    const elsewhere = [opened({ ...role, spaceExternalId: '901' })];
    const { reply } = await list({ places: elsewhere }, chosen, { step: 'places' });
    expect(read(reply.fields?.[0]?.value)).toContain(
      'No plan opens anything in Lyceum Demo yet. If one should: /plan open.',
    );
  });

  test('a moderator is not offered what only owners may do', async () => {
    const moderator = { ...contextOf('moderator'), community };
    const { reply } = await list({}, moderator);
    expect(pressable(reply)).toEqual(['setup {"step":"community"}']);
    expect(read(reply.fields?.[0]?.value)).toContain('Only an owner can change this.');
  });

  test('is not for somebody who only found the command', async () => {
    await expect(said('setup', {}, contextOf(), rooms())).rejects.toMatchObject({ key: 'setup_not_yours' });
  });
});
