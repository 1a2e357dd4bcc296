import type { Sandbox } from '../host.js';
import { ActionError } from '../kit.js';
import { people } from '../people.js';

/** What one person sees in all three panes, and what time it is. */
export function viewFor(sandbox: Sandbox, key: string | undefined) {
  const person = people.find((one) => one.key === (key ?? 'ada'));
  if (!person) throw new ActionError(`There is nobody called ${key}.`, 404);
  return {
    person,
    now: sandbox.clock.now().toISOString(),
    discord: sandbox.discord.view(person.discordId),
    telegram: sandbox.telegram.view(person.telegramId),
    stripe: sandbox.stripe.view(),
  };
}
