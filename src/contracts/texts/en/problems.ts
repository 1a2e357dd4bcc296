export const problems = { placeholder: 'placeholder' };
