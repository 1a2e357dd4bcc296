import type { Locale } from '#domain/members';
import type { ChartSheet } from './chart.js';

/** Draws what is easier to see than to read. All pictures are PNG, and say nothing that no text says. */
export interface Pictures {
  /** Whether every letter of a text can be drawn; what is no letter is left out where it cannot. */
  writes(text: string): boolean;
  /** How far somebody is in a course: a ring, and a strip with a piece for each lesson. 960 × 320. */
  progress(given: { locale: Locale; title: string; lessons: readonly LessonMark[] }): Promise<Uint8Array>;
  /** How many begin, see and finish each lesson, from the first to the last. */
  funnel(given: {
    locale: Locale;
    title: string;
    learners: number;
    lessons: readonly { title: string; seen: number; done: number }[];
  }): Promise<Uint8Array>;
  /** What was asked by day, what became of it, and the sums. */
  faqReport(given: FaqReportSheet): Promise<Uint8Array>;
  /** Panels below one another on a card 1080 wide, as high as they need. */
  chart(sheet: ChartSheet): Promise<Uint8Array>;
  /** A sheet to keep, 1754 × 1240 (A4 at 150 dots an inch). */
  certificate(given: CertificateSheet): Promise<Uint8Array>;
}

export interface FaqReportSheet {
  locale: Locale;
  title: string;
  asked: number;
  answered: number;
  askedBack: number;
  unsure: number;
  silent: number;
  handedOver: number;
  up: number;
  down: number;
  /** `2026-11-22`, in order, none missing. */
  days: readonly { day: string; answered: number; askedBack: number; unsure: number; silent: number }[];
}

export type LessonMark = 'done' | 'here' | 'open' | 'closed';

export interface CertificateSheet {
  locale: Locale;
  community: string;
  course: string;
  name: string;
  lessons: number;
  minutes: number;
  /** As it is to be written. */
  date: string;
  /** Where it can be checked. */
  address: string;
}
