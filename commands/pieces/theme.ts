import type { OptionSpecs } from '#contracts';

/** Whether a picture is drawn for a light or a dark screen, with the texts of one command. */
export function themeOption<C extends 'pulse' | 'stats' | 'revenue' | 'cohorts'>(command: C) {
  return {
    type: 'choice',
    choices: [
      { value: 'light', label: 'common.themes.light' },
      { value: 'dark', label: 'common.themes.dark' },
    ],
    summary: `commands.${command}.options.theme.summary` as const,
  } as const satisfies OptionSpecs[string];
}
