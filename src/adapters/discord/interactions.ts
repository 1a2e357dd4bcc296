/** Everything people do with us on Discord goes through here, and always gets an answer in time. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  DiscordAPIError,
  Locale,
  type AutocompleteInteraction,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { isGroup, say, type Answer, type Ask, type Command, type Dispatcher, type Speaker } from '#contracts';
import type { Log } from '#kernel/log';
import { readCustomId, usable, type CustomId } from './asks.js';
import { brief, code } from './errors.js';
import { fit, spans } from './markup.js';
import { nameOf, readCommand, readModal, type FileOf, type Given } from './options.js';
import { answerPress, answerSaid, fresh, whole } from './respond.js';

export interface InteractionDoorDeps {
  dispatch: Dispatcher;
  commands: readonly Command[];
  fileOf: FileOf;
  log: Log;
  /** How long the dispatcher may think, in milliseconds, before Discord is told to wait. */
  deferAfterMs: number;
}

export interface InteractionDoor {
  /** Answers one interaction. Never throws. */
  handle(interaction: Interaction): Promise<void>;
}

/** Discord drops suggestions after 3 s. */
const SUGGEST_MS = 2_500;

type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

export function createInteractionDoor(deps: InteractionDoorDeps): InteractionDoor {
  const { dispatch, fileOf, log, deferAfterMs } = deps;
  const publics = publicPaths(deps.commands);

  function slash(said: ChatInputCommandInteraction): Promise<void> {
    const read = readCommand(said.commandName, said.options.data, fileOf);
    const work = dispatch.say({ ...speakerOf(said), ...read });
    return answerSaid(said, work, publics.has(read.command) ? 'public' : 'private', deferAfterMs);
  }

  async function press(pressed: MessageComponentInteraction): Promise<void> {
    const id = readCustomId(pressed.customId);
    if (!id) return log.debug({}, 'A component that is not ours was used');
    const speaker = speakerOf(pressed);
    return answerPress(pressed, worked(pressed, id, speaker), deferAfterMs);
  }

  async function worked(
    pressed: MessageComponentInteraction,
    id: CustomId,
    speaker: Speaker,
  ): Promise<Answer | Ask> {
    switch (id.kind) {
      case 'button': {
        const answer = await dispatch.press(id.token, speaker);
        return id.shared ? placed(answer, false) : answer;
      }
      case 'turn': {
        const answer = await dispatch.answerAsk(id.token, speaker, { page: id.page });
        // Anything else than a page, a refusal for one, must not take its place.
        return placed(answer, answer.kind === 'reply' && answer.reply.document !== undefined);
      }
      default:
        return dispatch.answerAsk(id.token, speaker, chosen(pressed, id));
    }
  }

  async function submit(submitted: ModalSubmitInteraction): Promise<void> {
    const id = readCustomId(submitted.customId);
    if (id?.kind !== 'ask') return log.debug({}, 'A modal that is not ours was sent');
    const given = readModal(submitted.fields, fileOf);
    const work = dispatch.answerAsk(id.token, speakerOf(submitted), given);
    if (submitted.isFromMessage()) return answerPress(submitted, work, deferAfterMs);
    return answerSaid(submitted, work, 'private', deferAfterMs);
  }

  async function suggest(typing: AutocompleteInteraction): Promise<void> {
    const read = readCommand(typing.commandName, typing.options.data, fileOf);
    const focused = typing.options.getFocused(true);
    const done = new AbortController();
    const found = await Promise.race([
      dispatch.suggest({ ...speakerOf(typing), ...read }, focused.name, focused.value),
      pause(SUGGEST_MS, [], { signal: done.signal }).catch(() => []),
    ]).catch((error: unknown) => {
      log.error(brief(error), 'Suggestions failed');
      return [];
    });
    done.abort();
    await typing.respond(usable(found).map(({ value, label }) => ({ name: label, value })));
  }

  async function failed(interaction: Interaction, error: unknown): Promise<void> {
    if (error instanceof DiscordAPIError && GONE.has(Number(error.code))) {
      return log.warn(brief(error), 'An answer came too late for Discord');
    }
    const reference = randomBytes(4).toString('hex').toUpperCase();
    log.error({ ...brief(error), reference }, 'An interaction could not be answered');
    if (interaction.isAutocomplete() || !interaction.isRepliable()) return;
    const locale = interaction.locale === Locale.ChineseCN ? 'zh-CN' : 'en';
    const text = spans(say('errors.unexpected', { reference }), { locale, timeZone: 'UTC' });
    const apology = { embeds: [{ description: fit(text, 1_000) }], components: [], files: [] };
    // A press was announced as a change to the message it sat on, which stays as it is.
    if (interaction.deferred && interaction.isChatInputCommand()) {
      await interaction.editReply(whole(apology));
    } else {
      const message = fresh(interaction as Answerable, apology, 'private');
      await (interaction.deferred || interaction.replied
        ? interaction.followUp(message)
        : interaction.reply(message));
    }
  }

  return {
    async handle(interaction) {
      try {
        if (interaction.isAutocomplete()) await suggest(interaction);
        else if (interaction.isChatInputCommand()) await slash(interaction);
        else if (interaction.isMessageComponent()) await press(interaction);
        else if (interaction.isModalSubmit()) await submit(interaction);
      } catch (error) {
        await failed(interaction, error).catch((again: unknown) =>
          log.warn(brief(again), 'The apology did not arrive either'),
        );
      }
    },
  };
}

/** Discord no longer knows the interaction, or has its answer already. */
const GONE = new Set<number>([code.unknownInteraction, code.alreadyAcknowledged]);

/** The answer in the place of the message it was asked for on, or beside it. */
function placed(answer: Answer | Ask, replaces: boolean): Answer | Ask {
  return answer.kind === 'ask' ? answer : { ...answer, reply: { ...answer.reply, replaces } };
}

function speakerOf(
  interaction: Pick<BaseInteraction, 'user' | 'member' | 'locale' | 'guild' | 'guildId'>,
): Speaker {
  const { user, member, locale, guild, guildId } = interaction;
  return {
    person: { platform: 'discord', externalId: user.id, name: nameOf(user, member), locale },
    ...(guildId === null ? {} : { space: { externalId: guildId, title: guild?.name ?? guildId } }),
  };
}

/** What was picked; nothing for the button that opens a modal: the dispatcher then asks again. */
function chosen(pressed: MessageComponentInteraction, id: CustomId): Given {
  if (id.kind !== 'choice') return {};
  if (id.flag !== null) return { [id.option]: id.flag };
  const value = pressed.isStringSelectMenu() ? pressed.values[0] : undefined;
  return value === undefined ? {} : { [id.option]: value };
}

function publicPaths(commands: readonly Command[]): Set<string> {
  const paths = new Set<string>();
  for (const command of commands) {
    const leaves = isGroup(command)
      ? Object.entries(command.parts).map(([part, leaf]) => [`${command.name} ${part}`, leaf] as const)
      : [[command.name, command] as const];
    for (const [path, leaf] of leaves) if (leaf.visibility === 'public') paths.add(path);
  }
  return paths;
}
