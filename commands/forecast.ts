import { command, forecastReply } from '#contracts';

const measures = [
  { value: 'messages', label: 'commands.forecast.choices.measure.messages' },
  { value: 'active', label: 'commands.forecast.choices.measure.active' },
  { value: 'joins', label: 'commands.forecast.choices.measure.joins' },
] as const;

const steps = [
  { value: 'hour', label: 'commands.forecast.choices.step.hour' },
  { value: 'day', label: 'commands.forecast.choices.step.day' },
] as const;

/** What comes next, how sure that is, and how good such forecasts were here. */
export const forecast = command({
  name: 'forecast',
  for: 'creator',
  visibility: 'private',
  options: {
    measure: { type: 'choice', choices: measures, summary: 'commands.forecast.options.measure.summary' },
    step: { type: 'choice', choices: steps, summary: 'commands.forecast.options.step.summary' },
  },
  async run({ actor, community, options }, rooms) {
    const reply = await forecastReply(
      rooms,
      { locale: actor.locale, community },
      { measure: options.measure ?? 'messages', step: options.step ?? 'hour' },
    );
    return { ...reply, replaces: options.measure !== undefined };
  },
});
