/** English words that hold a sentence together and say nothing of what it is about. */
const FUNCTION_WORDS = new Set(
  (
    'a an the this that these those i me my mine we us our you your he she it its they them their who whom whose which ' +
    'what when where why how is am are was were be been being do does did done doing have has had having can could will ' +
    'would shall should may might must not no yes and or but if then so because as of at by for with about into through ' +
    'to from in on off out up down over under again there here all any both each some such only own same too very just ' +
    'now please hi hello hey thanks thank ok okay get got anyone anybody someone somebody one know need want like'
  ).split(' '),
);

/** @param word in small letters */
export const isFunctionWord = (word: string): boolean => FUNCTION_WORDS.has(word);
