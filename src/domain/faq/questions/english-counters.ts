/** What sounds like a question in English and is none: exclamations, advice, thanks, what is settled. */
import { cue, phrase } from './cues.js';
import type { Cue } from './model.js';

export const englishCounters: readonly Cue[] = [
  cue(
    -2.4,
    '^(?:what an? (?!.*\\?)|how (?:time|cool|nice|lovely|sweet|funny|cute|great|amazing|awesome|wonderful|sad)\\b|why not\\b|' +
      'why thank|who (?:knows|cares|would have)\\b|what (?:the|a)\\b(?!.*\\?$)|no (?:way|worries|problem|errors|questions))',
  ),
  cue(
    -2.6,
    "^(?:when (?:i|it|we|you|they|he|she)\\b(?!.*\\?)|where there'?s|which (?:is|was|means|makes)\\b|when in (?!.*\\?)|what (?:he|she|they|you) (?:said|did|wrote)\\b(?!.*\\?)|how i (?:wish|love|hate|miss)|is that so|that(?:'s| is) (?:how|why|what|when|where)|" +
      '(?:now )?i (?:know|see|get|remember) (?:what|how|why|when)|(?:however|wherever|whoever|whatever)\\b|is what it is)',
  ),
  cue(
    -2.6,
    "^(?:(?:can|could|couldn|can')'?n?o?t? (?:wait|agree|believe it|believe|complain|even|do\\b)|could be|should be fine|didn'?t see that|" +
      "doesn'?t matter|never gets|(?:have|had) (?:a|fun)|will do|may (?:the|you|your)|question of|do it\\b)(?!.*\\?)",
  ),
  phrase(-1.6, 'lol|lmao|lmfao|rofl|haha+|hehe+|xd|jk|ikr|tbh|imo|imho'),
  cue(
    -2,
    '^(?:thanks|thank|thx|ty|cheers|congrats|congratulations|welcome|gm|gn|good (?:morning|night|evening)|happy|nice|great|awesome|' +
      'cool|yes|yeah|yep|yup|no|nope|nah|same|agree|agreed|exactly|true|sure|done|got it|perfect|love|wow)\\b(?!.*\\?)',
  ),
  cue(
    -1.4,
    "^(?:i think|i guess|i'd say|i feel|i believe|imagine|remember when|fun fact|pro tip|psa|fyi|reminder|today i|yesterday|just wanted to say)\\b",
  ),
  phrase(
    -1.8,
    'works (?:now|fine|for me)|worked|solved|fixed (?:it|my)|never ?mind|nvm|figured it out|all good|no (?:issues?|problems?|worries|errors?|questions?)|' +
      '(?:great|good) question|clicked|wish me luck|well deserved|(?:problem|issue|error)s? (?:solved|fixed|gone)|super (?:fast|quick)',
  ),
  cue(
    -1.4,
    '\\b(?:you can|you need to|you have to|just (?:click|go|type|use|restart|log|ask)|go to|try (?:the|to|restarting|again|logging))\\b(?!.*\\?)',
  ),
  cue(
    -1.6,
    "^(?:you|u|really|seriously|huh|right|who|why|what|how|eh|no|wait|and you|wbu|hbu|sup|what'?s up|wyd|how (?:are|r) (?:you|u|ya)|" +
      "how'?s (?:it going|everyone|everybody))[\\s\\p{P}]*$",
  ),
];
