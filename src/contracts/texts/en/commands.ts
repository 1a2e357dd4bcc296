export const commands = { placeholder: 'placeholder' };
