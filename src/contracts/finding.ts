import { say, type Phrase, type Value } from './phrase.js';
import { isTextKey, type TextKey } from './texts/index.js';

/** What is found about an installation: stable names, in texts as `doctor.<id>.what` and `doctor.<id>.mend`. */
export type FindingId = TextKey extends infer Key
  ? Key extends `doctor.${infer Id}.what`
    ? Id
    : never
  : never;

/** `broken`: something does not work. `risky`: it works, until it does not. `fine`: looked at, and well. */
export type Severity = 'broken' | 'risky' | 'fine';

/** One thing that was found, for a console or a chat. */
export interface Finding {
  id: FindingId;
  severity: Severity;
  what: Phrase;
  /** What to do about it, in a sentence or two; `doctor.nothing` when there is nothing to do. */
  mend: Phrase;
}

/** Makes a finding. @param values what its two texts show */
export function finding(id: FindingId, severity: Severity, values: Record<string, Value> = {}): Finding {
  const mend = `doctor.${id}.mend`;
  return {
    id,
    severity,
    what: say(`doctor.${id}.what`, values),
    mend: isTextKey(mend) ? say(mend, values) : say('doctor.nothing'),
  };
}

/** Somebody else's clock as one answer showed it. All in milliseconds since the epoch, by our clock but for `told`. */
export interface ClockReading {
  asked: number;
  /** By their clock. */
  told: number;
  answered: number;
  /** Milliseconds that `told` may be too early: 1,000 for a Date header, which leaves out the fraction. */
  grain: number;
}

/** What an adapter found out about its side. */
export interface Examination {
  findings: Finding[];
  clock: ClockReading[];
}

/** A guild or group as the product relies on it. */
export interface SpaceInUse {
  externalId: string;
  title: string;
  /** Whether a plan opens something there: what is missing then keeps members from what they paid for. */
  opened: boolean;
  /** Whether a plan removes people from it. */
  removes: boolean;
  /** Roles that plans hand out there. */
  roles: readonly { externalId: string; title: string }[];
  /** Places there in which questions to nobody are answered. */
  listens?: readonly string[];
  /** Where moderators answer tickets, if it is there. */
  desk?: string;
}
