/** How the community is doing: a week in a picture and five sentences, and figures of longer spans. */
export const pulse = {
  notice: {
    title: 'Your week from {{from}}',
    body: 'How it went against what is usual here, in a picture and five sentences.',
  },
  buttons: {
    pulse: 'Show the week',
  },
};

export const pulseCommands = {};

export const pulseErrors = {};
