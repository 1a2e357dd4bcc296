/** The package has types for its whole, not for the single tables. */
declare module 'opencc-js/dict/TSCharacters' {
  const table: string;
  export default table;
}
declare module 'opencc-js/dict/TSPhrases' {
  const table: string;
  export default table;
}
