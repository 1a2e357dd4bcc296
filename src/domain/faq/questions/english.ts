/**
 * How English chat asks: openers and their short forms, requests, and troubles that are told instead of asked
 * ("I was charged twice"). Signs are looked for in one sentence of a cleaned text.
 */
import type { Cue } from './model.js';

/** What may stand before the question itself: greetings, fillers, a first clause that ends in a comma. */
const LEAD =
  '(?:^|[,:(-] ?)(?:(?:hi|hey|hello|yo|sorry|ok|okay|so|and|but|also|um+|uh|well|btw|guys|all|everyone|team|folks|there|quick question|question|just wondering|admin|mods?)[,:]? )*';
const WH =
  "(?:how|hows|how's|hw|what|whats|what's|wat|wht|when|whens|when's|where|wheres|where's|wher|which|who|who's|whos|whose|why|whys|why's|wen)";
const AUX =
  "(?:can|cant|can't|could|couldnt|couldn't|may|might|do|does|did|don't|dont|doesn't|doesnt|didn't|didnt|is|isn't|isnt|are|aren't|arent|am|was|were|will|won't|wont|would|wouldn't|should|shouldn't|shall|has|hasn't|have|haven't|must)";
const SOMEBODY =
  '(?:i|we|u|you|ya|it|they|he|she|there|this|that|these|those|the|my|your|our|his|her|a|an|any|anyone|anybody|someone|somebody|everyone|some|all|members|people|one|refunds?|payments?|recordings?|courses?|lessons?|certificates?|discord|telegram)';

const cue = (weight: number, pattern: string): Cue => ({ sign: new RegExp(pattern, 'u'), weight });

export const englishCues: readonly Cue[] = [
  // Marks.
  cue(2.6, '\\?'),
  // Openers.
  cue(2.4, `${LEAD}${WH}\\b`),
  cue(2.4, `${LEAD}${AUX} ${SOMEBODY}\\b`),
  cue(
    2.4,
    `${LEAD}(?:any|anyone|anybody|someone|somebody|does any|no one) ?(?:one|body)? ?(?:here )?(?:know|knows|kno|tell|else|can|able|idea|have|has|got|seen|help|explain|chance|way|news|update|updates|ideas|tips)\\b`,
  ),
  cue(
    1.4,
    `${LEAD}(?:wondering|curious|not sure|unsure|confused|no idea|any idea|idk)\\b.*\\b(?:if|whether|how|what|when|where|which|why|about)\\b`,
  ),
  // Asked in the middle of a sentence.
  cue(
    1.6,
    `\\b(?:how|where|when|what|which) (?:do|does|did|can|could|should|would|to|is|are|long|much|many|often|soon|time|about) (?:i|we|you|it|my|the|that)?\\b`,
  ),
  cue(
    1.8,
    '\\b(?:tell me|know|explain|wondering|wonder|asking|ask|check|figure out|understand|find out|see|sure|idea) (?:how|if|whether|where|when|what|which|why|about)\\b',
  ),
  cue(
    2.2,
    `\\b(?:is there (?:a|any|some) |how (?:do|can) i|what if i|possible to|am i able to|way to|where to|when will|what happens)\\b`,
  ),
  cue(1.8, `\\b(?:right|correct|or not|or no|or what|yes or no)\\W*$`),
  // Requests.
  cue(
    2.2,
    '\\b(?:help|halp|assist|assistance|support)\\b.*\\b(?:me|please|pls|plz|needed|required|with|someone|anyone)\\b|\\b(?:please|pls|plz|need|can get|some) (?:some |a little |your |any )?(?:help|halp|assistance|advice|support)\\b|^(?:help|sos)\\b',
  ),
  cue(
    1.9,
    `${LEAD}(?:i (?:need|want|wanna|would like|wish|have|am trying|am looking|am hoping)|i'd like|i'd love|i'm (?:trying|looking|hoping)|im (?:trying|looking|hoping)|id like|need|want|wanna|trying|looking|would like|would love|tryna) (?:to (?!say|thank|share|wish|hug|see you|meet|be honest)|for (?:the|a|my|an|info)|my (?:money|refund|invoice|certificate|role|access|account)|a (?:refund|copy|receipt|new|link|replacement|different)|an (?:invoice|answer|extension))`,
  ),
  cue(
    1.8,
    '\\b(?:please|pls|plz|kindly)\\b.*\\b(?:send|resend|cancel|refund|change|remove|add|delete|fix|check|tell|explain|restore|update|switch|give|let me|advise|give me)\\b|\\b(?:send|resend|cancel|refund|change|remove|add|delete|fix|check|tell|explain|restore|update|switch)\\b.*\\b(?:please|pls|plz|asap)\\b',
  ),
  // Troubles, told.
  cue(
    2.6,
    "\\b(?:can't|cant|cannot|can not|couldn't|couldnt|unable to|not able to|failed to|struggling to|trouble) (?:\\w+ )?(?:access|log|login|sign|join|see|find|get|open|play|download|watch|pay|enter|load|upload|connect|cancel|change|update|view|post|write|use|reach|start|finish|redeem|verify|hear|submit|in)\\w*\\b",
  ),
  cue(
    2.4,
    "\\b(?:doesn't|doesnt|does not|isn't|isnt|is not|not|won't|wont|stopped|never|didn't|didnt|did not|haven't|havent|hasn't|hasnt|still no|no longer) (?:\\w+ ){0,2}(?:work|working|load|loading|open|opening|show|showing|arrive|arrived|come|received?|receive|got|get|sent|appear|appearing|playing|play|connect|accept|accepted|recogni[sz]ed|recogni[sz]e|updated?|here yet|start|let me|have access|see)\\b",
  ),
  cue(
    2.4,
    '\\b(?:charged|billed|paid|debited|deducted)\\b.*\\b(?:twice|again|double|two times|but|wrong|extra|after|without|still|and)\\b|\\b(?:double|wrongly|over) ?(?:charged|billed)\\b|\\bstill (?:got |being |get )?(?:charged|charging|billed)\\b',
  ),
  cue(
    2.0,
    '\\b(?:my|the) (?:\\w+ ){1,3}(?:is |was |were |are |has |got |have |just |suddenly |keeps? )*(?:declined|rejected|failed|failing|missing|gone|disappeared|vanished|broken|stuck|expired|locked|blocked|wrong|lost|removed|revoked|crashing|crashed|empty|blank|buffering|freezing|disabled|misspell?ed|misspelt)\\b',
  ),
  cue(
    1.8,
    "\\b(?:lost|forgot|misplaced|deleted|can't remember|dont remember|don't remember) (?:access|my|the|all my)\\b|\\b(?:locked|kicked|logged) (?:me )?out\\b|\\b(?:stuck|error|errors|invalid|issue|issues|problem|glitch)\\b",
  ),
  cue(
    1.4,
    '\\bi (?:bought|paid|purchased|subscribed|signed up|renewed|upgraded|cancell?ed|moved|changed|switched|joined)\\b.*\\b(?:but|and (?:now|still|nothing)|yet|however)\\b',
  ),
  // Against.
  cue(
    -2.2,
    '^(?:what an? (?!.*\\?)|how (?:cool|nice|lovely|sweet|funny|cute|great|amazing|awesome|wonderful|sad|exciting)\\b|why not\\b|who (?:knows|cares)\\b|what (?:the|a)\\b(?!.*\\?$)|whatever|however|when i\\b(?!.*\\?)|which (?:is|was)\\b|no (?:way|worries|problem))',
  ),
  cue(-1.6, '\\b(?:lol|lmao|lmfao|rofl|haha+|hehe+|xd|jk|ikr|tbh|imo|imho)\\b'),
  cue(
    -2.0,
    '^(?:thanks|thank|thx|ty|cheers|congrats|congratulations|welcome|gm|gn|good (?:morning|night|evening)|happy|nice|great|awesome|cool|yes|yeah|yep|yup|no|nope|nah|same|agree|agreed|exactly|true|ok|okay|sure|done|got it|perfect|love|wow)\\b',
  ),
  cue(
    -1.4,
    "^(?:i think|i guess|i'd say|i feel|i believe|imagine|remember when|fun fact|pro tip|psa|fyi|reminder|today i|yesterday|just finished|just wanted to say)\\b",
  ),
  cue(
    -1.2,
    '\\b(?:works (?:now|fine|for me)|worked|solved|fixed it|never ?mind|nvm|figured it out|all good|no issues?|no problems?)\\b',
  ),
  cue(
    -1.2,
    '\\b(?:you can|you need to|you have to|just (?:click|go|type|use|restart|log)|go to|try (?:the|to|restarting|again|logging)|ask (?:a|the) mod)\\b(?!.*\\?)',
  ),
  cue(
    -1.4,
    "^(?:you|u|really|seriously|huh|right|who|why|what|how|eh|no|wait|and you|wbu|hbu|sup|what's up|whats up|wyd|how are (?:you|u|ya)|how r u|how's (?:it going|everyone|everybody))\\W*\\?*$",
  ),
];
