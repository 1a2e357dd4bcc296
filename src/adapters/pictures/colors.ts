/** Colours that can be told apart on a light and on a dark ground, and by those who do not see red and green. */
export const colors = {
  card: '#1f2430',
  edge: '#3a4254',
  bright: '#f4f6fb',
  soft: '#aeb7c9',
  faint: '#4a5368',
  done: '#4cc38a',
  here: '#f5b544',
  open: '#6f7b94',
  seen: '#5b8def',

  paper: '#fdfbf5',
  ink: '#22304a',
  second: '#5a6579',
  gold: '#b08d3f',
  pale: '#e4d7b4',
} as const;
