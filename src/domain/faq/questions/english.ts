/**
 * How English chat asks: openers and their short forms, requests, and troubles that are told instead of asked
 * ("I was charged twice"). Signs are looked for in one sentence of a cleaned text.
 */
import { englishCounters } from './english-counters.js';
import { cue, one, phrase } from './cues.js';
import type { Cue } from './model.js';

/** What may stand before the question itself: greetings, fillers, a first clause that ends in a comma. */
const LEAD =
  '(?:^|[,:(-] ?)(?:(?:hi|hey|hello|yo|sorry|ok|okay|so|and|but|also|um+|uh|well|btw|guys|all|everyone|team|folks|' +
  'there|quick question|question|just wondering|admin|mods?)[,:]? )*';
const WH = one(
  "how|how'?s|hw|what|what'?s|wat|wht|when|when'?s|whn|wen|where|where'?s|wher|which|who|who'?s|whose|why|why'?s|y",
);
const AUX = one(
  "can|can'?t|could|couldn'?t|may|might|do|does|did|don'?t|doesn'?t|didn'?t|is|isn'?t|are|aren'?t|am|was|were|will|" +
    "won'?t|would|wouldn'?t|should|shouldn'?t|shall|has|hasn'?t|have|haven'?t|must",
);
const SOMEBODY = one(
  'i|we|u|you|ya|it|they|he|she|there|this|that|these|those|the|my|your|our|his|her|a|an|any|anyone|anybody|someone|' +
    'somebody|everyone|some|all|members|people|one|refunds?|payments?|recordings?|courses?|lessons?|certificates?',
);
const DEED = one(
  'access|log|sign|join|see|find|get|open|play|download|watch|pay|enter|load|upload|connect|cancel|change|update|view|' +
    'post|write|use|reach|start|finish|redeem|verify|hear|submit|attend|make it|come|complete|figure|in',
);
const ORDER = one(
  'tell me|show me|give me|send me|remind me|connect me|let me (?!know|think|guess|see|tell|show|check)|cancel|delete|' +
    'remove|erase|refund|resend|unsubscribe|transfer|translate|convert|recommend|change|switch|swap|move|moving|' +
    'play some|update|upgrade|write (?:me|a)',
);
const PLEASE = one('please|pls|plz|kindly');

const asking: readonly Cue[] = [
  cue(2.6, '\\?'),
  cue(2.4, `${LEAD}${WH}\\b`),
  cue(2.4, `${LEAD}${AUX} ${SOMEBODY}\\b`),
  cue(
    1.7,
    `^${AUX} (?!not|n't|it\\b|be\\b|do\\b|for\\b|fun|better|worse|nice|great|a |by|was|is\\b|the force)\\w+ `,
  ),
  cue(
    2.4,
    `${LEAD}(?:any|does any|no|some) ?(?:one|body)? ?(?:here )?(?:know|knows|kno|tell|else|can|able|idea|have|has|got|` +
      'seen|help|explain|chance|way|news|updates?|ideas|tips)\\b',
  ),
  cue(
    1.6,
    '\\b(?:how|where|when|what|which) (?:do|does|did|can|could|should|would|to|long|much|many|often|soon|come) ' +
      '(?:i|we|you|it|my|the|that)?\\b',
  ),
  phrase(
    1.8,
    '(?:tell me|know|explain|wondering|wonder|asking|ask|check|figure out|understand|find out|sure|idea|curious|idk) ' +
      '(?:how|if|whether|where|when|what|which|why|about)',
  ),
  phrase(
    2.2,
    'is there (?:a|any|some|an)|how (?:do|can) i|what if i|possible to|am i able to|way to|where to|when will|' +
      'what happens|who to|whom do|what do i|how come',
  ),
  cue(1.8, '\\b(?:right|correct|or not|or no|or what|yes or no)[\\s\\p{P}]*$'),
];

const requests: readonly Cue[] = [
  cue(2, `${LEAD}(?:any ?one|any ?body|some ?one) (?:from|in|on|with|around|here|using|who)\\b`),
  phrase(
    2,
    "i(?:'?ve| have| got)? (?:a|another|one|some) (?:quick |small |short )?(?:questions?|problem|issue)",
  ),
  cue(2.2, '^(?:help|sos|halp)\\b'),
  phrase(2.2, `(?:help|assist|support)\\b.*\\b(?:me|needed|required|someone|anyone|${PLEASE})`),
  phrase(
    2.2,
    `(?:${PLEASE}|need|can get|some) (?:some |a little |your |any )?(?:help|assistance|advice|support)`,
  ),
  cue(
    1.9,
    `${LEAD}(?:i |we |i|we)?(?:am |'?m )?(?:need|want|wanna|wish|would like|would love|'?d like|'?d love|trying|looking|hoping|` +
      'tryna) (?:to (?!say|thank|share|wish|hug|meet|be|cry|hide|sleep)|for (?:the|a|my|an|info)|my |the |an? |' +
      '(?:this|every|all|another)\\b)',
  ),
  cue(1.8, `${LEAD}${PLEASE} (?!enjoy|note|welcome|be |join|keep|read|stay|don'?t|remember)\\w+`),
  cue(1.5, `\\b${PLEASE}[\\s\\p{P}]*$`),
  cue(1.7, `${LEAD}${ORDER}\\b`),
  cue(
    1.6,
    `${LEAD}(?:link|invite|access|prices?|refund|receipt|invoice|discount|coupon|login|password)\\b(?: |$)`,
  ),
];

const troubles: readonly Cue[] = [
  phrase(
    1.8,
    '(?:site|server|app|page|stream|bot|everything|system) is (?:down|dead|offline|broken)|out of sync|haven.?t heard|' +
      '(?:i|we) (?:was|were|got|have been|am) (?:kicked|removed|banned|promised|told|refused|muted|suspended)|' +
      '(?:mistake|bug|error) (?:in|on|with)',
  ),
  cue(1.8, '^got (?:kicked|removed|banned|muted|charged|billed|logged)\\b'),
  phrase(
    1.6,
    "(?:i|i'?ve|i'?m|my|we|the)\\b.*\\b(?:but|and|yet)\\b.*\\b(?:no|not|never|nothing|nobody|without|[a-z]+n'?t)",
  ),
  phrase(1.6, "(?:my|the) (?:\\w+ ){1,3}(?:won'?t|wouldn'?t|doesn'?t|isn'?t|didn'?t) (?!matter)\\w+"),
  phrase(
    2.6,
    `(?:can'?t|cannot|can not|couldn'?t|unable to|not able to|failed to|struggling to|trouble) (?:\\w+ )?${DEED}\\w*`,
  ),
  phrase(
    2.4,
    "(?:doesn'?t|does not|isn'?t|is not|not|won'?t|don'?t|stopped|never|didn'?t|did not|haven'?t|hasn'?t|still no|no longer) " +
      '(?:\\w+ ){0,2}(?:work|working|load|loading|open|opening|show|showing|showed|arrive|arrived|received?|got|' +
      'get|sent|appear|appearing|playing|play|connect|accept|accepted|recogni[sz]ed?|updated?|here|let me|see|a member)',
  ),
  phrase(
    2.4,
    '(?:charged|billed|charging|paid|debited|deducted|took|left my (?:bank|account|card))\\b.*' +
      '\\b(?:twice|again|double|two times|but|wrong|extra|after|without|still|instead|although|even though)|' +
      '(?:double|wrongly|over) ?(?:charged|billed)|still (?:got |being |get )?(?:charged|charging|billed)',
  ),
  phrase(
    1.9,
    '(?:my|the|this|page|site|app|bot|bank|discord|telegram|videos?|lessons?|recordings?|payments?|paymnt|cards?|coupon|code|' +
      'link|button|dates?|times?)\\b.*\\b(?:says?|keeps|ignores?|fail(?:s|ed|ing)|decline[sd]|reject(?:s|ed)|bounced|stutters?|' +
      "lags?|freez(?:es|ing)|froze|crash(?:es|ed|ing)|gr[ae]yed out|disappeared|vanished|thinks i(?:'?m)?|isn'?t here|at zero|hours off|" +
      'missing|gone|stuck|expired|locked|blocked|wrong|removed|revoked|empty|blank|buffering|disabled|miss?pell?ed)',
  ),
  phrase(
    1.8,
    'nothing (?:happens|happened|shows?|at all|new|arrives|comes)|shows? (?:nothing|zero)|(?:does|did|says) (?:nothing|zero|invalid)|' +
      'no (?:response|reply|answer|access|sound|picture)|nobody (?:answers|accepts?|replies|responds|lets)',
  ),
  phrase(
    1.8,
    'still (?:waiting|not|no|locked|pending|shows?|says|the old|missing|blocked)|' +
      '(?:too many|way too many) (?:pings|messages|notifications|mails|emails)',
  ),
  phrase(
    1.9,
    "(?:lost|forgot|misplaced|deleted|can'?t remember|don'?t remember) (?:access|my|the|which|what|where|all my)|" +
      '(?:locked|kicked|logged) (?:me )?out|stuck|errors?|invalid|issues?|problems?|glitch|typo in',
  ),
  phrase(
    1.4,
    '(?:declined|rejected|blocked|removed|banned|suspended|scammed|harassing|spamming|insulted|insulting)\\b.*\\b(?:my|me)',
  ),
  phrase(
    1.5,
    'i (?:bought|paid|purchased|subscribed|signed up|renewed|upgraded|cancell?ed|moved|changed|switched|joined|finished)\\b.*' +
      '\\b(?:but|yet|however|and (?:now|still|nothing))',
  ),
];

export const englishCues: readonly Cue[] = [...asking, ...requests, ...troubles, ...englishCounters];
