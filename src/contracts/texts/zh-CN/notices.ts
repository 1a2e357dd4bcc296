export const notices = { placeholder: 'placeholder' };
