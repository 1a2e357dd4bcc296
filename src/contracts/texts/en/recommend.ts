/** What to take next, and why. */
export const recommend = {};

export const recommendCommands = {};

export const recommendErrors = {
  recommendation_gone: 'That recommendation is no longer there. Say /recommend for new ones.',
};
