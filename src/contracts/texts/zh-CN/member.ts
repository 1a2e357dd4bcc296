export const member = { placeholder: 'placeholder' };
