/** Application commands, global and of one guild: bulk overwrite, single changes, lists. */
import { z } from 'zod';
import { parseForm } from '../form.js';
import type { CommandForm } from '../forms/command.js';
import { commandForm } from '../forms/command.js';
import type { Call, Reply, Route } from '../http/route.js';
import { created, noContent, ok, param } from '../http/route.js';
import { fieldRefusal, refusal } from '../refusals.js';
import { commandShape } from '../shapes/command.js';
import type { Command } from '../state.js';
import type { World } from '../world.js';
import { theGuild } from '../world.js';

function assemble(
  world: World,
  form: CommandForm,
  guildId: string | null,
  before: Command | undefined,
): Command {
  const next: Command = {
    id: before?.id ?? world.newId(),
    version: before?.version ?? '',
    guildId,
    type: form.type,
    name: form.name,
    name_localizations: form.name_localizations ?? null,
    description: form.description,
    description_localizations: form.description_localizations ?? null,
    options: form.options ?? [],
    default_member_permissions: form.default_member_permissions ?? null,
    dm_permission:
      guildId === null && (form.contexts ? form.contexts.includes(1) : (form.dm_permission ?? true)),
    contexts: form.contexts ?? null,
    nsfw: form.nsfw ?? false,
  };
  // The version moves only when something did.
  if (!before || JSON.stringify(next) !== JSON.stringify(before)) next.version = world.newId();
  return next;
}

export function commandRoutes(world: World): Route[] {
  /** The list a call is about, and the guild it belongs to (null: global). */
  function place(call: Call): { guildId: string | null; list: Command[]; put(next: Command[]): void } {
    if (param(call, 'application') !== call.botId) throw refusal(10002);
    const { commands } = world.state;
    const guildId = call.params['guild'] ?? null;
    if (guildId === null) return { guildId, list: commands.global, put: (next) => (commands.global = next) };
    theGuild(world, guildId, call.botId);
    const put = (next: Command[]): void => void (commands.guilds[guildId] = next);
    return { guildId, list: commands.guilds[guildId] ?? [], put };
  }

  function one(call: Call): Command {
    const found = place(call).list.find((each) => each.id === param(call, 'command'));
    if (!found) throw refusal(10063);
    return found;
  }

  function overwrite(call: Call): Reply {
    const { guildId, list, put } = place(call);
    const forms = parseForm(z.array(commandForm), call.body);
    if (forms.length > 100) throw refusal(30032);
    const names = new Set<string>();
    forms.forEach((form, index) => {
      if (names.has(form.name)) {
        throw fieldRefusal(
          [index],
          'APPLICATION_COMMANDS_DUPLICATE_NAME',
          'Application command names must be unique',
        );
      }
      names.add(form.name);
    });
    const next = forms.map((form) =>
      assemble(
        world,
        form,
        guildId,
        list.find((each) => each.name === form.name),
      ),
    );
    put(next);
    return ok(next.map((each) => commandShape(world, each, true)));
  }

  function upsert(call: Call): Reply {
    const { guildId, list, put } = place(call);
    const form = parseForm(commandForm, call.body);
    const before = list.find((each) => each.name === form.name);
    const next = assemble(world, form, guildId, before);
    put(before ? list.map((each) => (each === before ? next : each)) : [...list, next]);
    const shape = commandShape(world, next, true);
    return before ? ok(shape) : created(shape);
  }

  function change(call: Call): Reply {
    const before = one(call);
    const { guildId, list, put } = place(call);
    const merged: unknown = { ...before, ...(call.body as object) };
    const next = assemble(world, parseForm(commandForm, merged), guildId, before);
    put(list.map((each) => (each === before ? next : each)));
    return ok(commandShape(world, next, true));
  }

  const under = (base: string): Route[] => [
    {
      method: 'GET',
      path: base,
      handle: (call) => {
        const localised = call.query.get('with_localizations') === 'true';
        return ok(place(call).list.map((each) => commandShape(world, each, localised)));
      },
    },
    { method: 'PUT', path: base, handle: overwrite },
    { method: 'POST', path: base, handle: upsert },
    { method: 'GET', path: `${base}/:command`, handle: (call) => ok(commandShape(world, one(call), true)) },
    { method: 'PATCH', path: `${base}/:command`, handle: change },
    {
      method: 'DELETE',
      path: `${base}/:command`,
      handle(call) {
        const found = one(call);
        const { list, put } = place(call);
        put(list.filter((each) => each !== found));
        return noContent;
      },
    },
  ];
  return [
    ...under('/applications/:application/commands'),
    ...under('/applications/:application/guilds/:guild/commands'),
  ];
}
