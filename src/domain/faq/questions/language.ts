import type { TextLanguage } from './model.js';

const HAN = /\p{Script=Han}/gu;
const OTHER =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Greek}\p{Script=Devanagari}]/gu;
/** Words that only hold a sentence together: they show whose sentence it is. */
const CHINESE_JOINTS = /[的了吗嗎呢吧啊么麼我你怎什没沒不是在有能会會请請哪谁誰]/gu;
const ENGLISH_JOINTS = new Set(
  (
    "i i'm i've my me you your we our it its it's the a an is are am was were be been do does did don't doesn't " +
    "didn't can can't could will would should have has had how what what's when where which who why there this " +
    'that to of in on for from with at by and or not no any anyone please help get got if so but just still need want'
  ).split(' '),
);
const OTHER_JOINTS = new Set(
  (
    'el la los las que qué como cómo por para está una le les est pas je vous comment où pour ich der das und ist ' +
    'nicht wie ein eine não é uma com il che sono bir ne nasıl tôi không jak nie'
  ).split(' '),
);
/** Written without tones, these are Chinese and nothing else. */
const PINYIN_JOINTS =
  /^(?:zenme|zenmeyang|zenyang|shenme|shenmeshihou|weishenme|weisha|ruhe|nali|nar|duoshao|duojiu|meiyou|youmeiyou|nengbuneng|keyi|keyima|bukeyi|qingwen|wo|wode|women|nimen|haishi|bushi|jidian)$/;
const SYLLABLE =
  /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|an|en|in|un|ai|ei|ao|ou|ia|ie|iu|ua|ui|uo|ue|er|a|o|e|i|u)){1,6}$/;

/**
 * The language a message is written in, so that it is answered in the same: Chinese in either script, or in pinyin
 * that cannot be anything else, is `zh-CN`. null where it does not show (a number, one foreign word, another language).
 */
export function languageOf(text: string): TextLanguage {
  const some = text.slice(0, 2_000).normalize('NFKC').toLowerCase();
  const plain = some.replace(/https?:\/\/\S+|<[@#:a][^<>\s]*>|@[\w.]+|`[^`\n]*`/g, ' ');
  const han = plain.match(HAN)?.length ?? 0;
  const words = plain.match(/[\p{Script=Latin}'’]+/gu)?.map((word) => word.replaceAll('’', "'")) ?? [];
  if ((plain.match(OTHER)?.length ?? 0) > han + words.length) return null;
  if (han > 0) {
    const joints = plain.match(CHINESE_JOINTS)?.length ?? 0;
    const english = words.filter((word) => ENGLISH_JOINTS.has(word)).length;
    return han + 2 * joints >= words.length + 2 * english ? 'zh-CN' : 'en';
  }
  return latin(words);
}

function latin(words: readonly string[]): TextLanguage {
  if (words.some((word) => PINYIN_JOINTS.test(word)) && words.every((word) => SYLLABLE.test(word)))
    return 'zh-CN';
  const english = words.filter((word) => ENGLISH_JOINTS.has(word)).length;
  const other = words.filter((word) => OTHER_JOINTS.has(word)).length;
  if (other > english) return null;
  if (english > 0) return 'en';
  return words.length > 1 && words.every((word) => /^[a-z']+$/.test(word)) ? 'en' : null;
}
