export const common = { placeholder: 'placeholder' };
