export const why = { placeholder: 'placeholder' };
