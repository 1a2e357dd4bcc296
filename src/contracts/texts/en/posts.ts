/** What stands around a lesson that is announced in a channel. */
export const posts = {
  read: 'Read',
  minutes_one: 'about {{count}} minute',
  minutes_other: 'about {{count}} minutes',
  withdrawn: 'This lesson was taken back.',
  picture: 'Picture',
};
