export const moderator = { placeholder: 'placeholder' };
