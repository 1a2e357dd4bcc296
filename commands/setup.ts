import { command, say, type Reply, type ReplyButton } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { namesIn } from './pieces/names.js';
import { reaches } from './pieces/people.js';
import { rowsOf, stacked } from './pieces/words.js';
import { factsOf } from './setup/facts.js';
import { stepNames, stepsOf, type Step, type StepName } from './setup/steps.js';

/**
 * What is needed to sell, step by step, looked at now; it can be said at any time. A code was taken by the door
 * before this runs (it knows where the command was said); whoever said a valid one is an owner by now.
 */
export const setup = command({
  name: 'setup',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  options: {
    code: { type: 'text', maxLength: 40, guessable: true, summary: 'commands.setup.options.code.summary' },
    step: {
      type: 'choice',
      summary: 'commands.setup.options.step.summary',
      choices: stepNames.map((value) => ({ value, label: `owners.setup.names.${value}` as const })),
    },
  },
  async run(context, rooms): Promise<Reply> {
    const { actor, community, options } = context;
    if (!reaches(actor.rank, 'moderator')) throw new UserFacingError('setup_not_yours');
    const facts = await factsOf(context, rooms);
    const names = namesIn(community.id, rooms);
    const told = await Promise.all(facts.told.slice(0, 6).map((id) => names.phrase(id)));
    const steps = stepsOf(facts, told);
    const open = steps.filter(({ mark }) => mark !== 'good');
    const shown =
      steps.find(({ name }) => name === options.step) ?? open.find(({ mark }) => mark === 'bad') ?? open[0];
    const isReady = open.every(({ name }) => name === 'purchase');
    return {
      tone: open.some(({ mark }) => mark === 'bad') ? 'warning' : 'good',
      title: say(isReady ? 'owners.setup.title_ready' : 'owners.setup.title', { community: community.name }),
      body: [
        say('owners.setup.progress', { done: steps.length - open.length, all: steps.length }),
        ...(open.length === 0 ? [say('moderator.setup.next_tell')] : []),
      ],
      ...(shown ? { fields: [detailsOf(shown)] } : {}),
      list: steps.map(({ name, mark, state }) => ({
        mark,
        text: say('owners.setup.line', { step: say(`owners.setup.names.${name}`), state }),
      })),
      buttons: buttonsOf(shown, open),
      replaces: options.step !== undefined,
    };
  },
});

function detailsOf({ name, mark, state, details }: Step): NonNullable<Reply['fields']>[number] {
  const step = say(`owners.setup.names.${name}`);
  return {
    name: mark === 'good' ? step : say('owners.setup.next', { step }),
    value: stacked(details.length > 0 ? details : [state]),
  };
}

/** What does this step, looking again, and the way to the other open ones. */
function buttonsOf(shown: Step | undefined, open: readonly Step[]): ReplyButton[][] {
  const go = (name: StepName): ReplyButton => ({
    label: say(`owners.setup.names.${name}`),
    command: 'setup',
    options: { step: name },
  });
  const again: ReplyButton = {
    label: say('owners.setup.button_again'),
    command: 'setup',
    options: shown ? { step: shown.name } : {},
  };
  const others = open.filter((step) => step !== shown).map(({ name }) => go(name));
  return [
    ...(shown && shown.buttons.length > 0 ? [shown.buttons] : []),
    [again],
    ...rowsOf(others, 3).slice(0, 2),
  ];
}
