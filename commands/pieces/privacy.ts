import { say, type ReplyButton } from '#contracts';

export const myDataButton = (): ReplyButton => ({ label: say('privacy.buttons.mydata'), command: 'mydata' });

export const settingsButton = (): ReplyButton => ({
  label: say('privacy.buttons.settings'),
  command: 'settings',
});

export const forgetMeButton = (): ReplyButton => ({
  label: say('privacy.buttons.forgetme'),
  command: 'forgetme',
});
