/** Every job, listed. A job knows those it wakes by importing them: the product's chain can be read here. */
import type { Job } from '#contracts';
import { applyAccess } from './apply-access.js';
import { composeDigest } from './compose-digest.js';
import { courseChanged } from './course-changed.js';
import { deliverMessage } from './deliver-message.js';
import { escalateTickets } from './escalate-tickets.js';
import { forecastActivity } from './forecast-activity.js';
import { followAccess } from './follow-access.js';
import { forgetMembers } from './forget-members.js';
import { planDigests } from './plan-digests.js';
import { publishCourses } from './publish-courses.js';
import { recommendCourses } from './recommend-courses.js';
import { releaseDrops } from './release-drops.js';
import { rollupActivity } from './rollup-activity.js';
import { sendDigests } from './send-digests.js';
import { sendReports } from './send-reports.js';
import { settleDesk } from './settle-desk.js';
import { settleOutlet } from './settle-outlet.js';
import { sweepAccess } from './sweep-access.js';
import { sweepBilling } from './sweep-billing.js';
import { sweepDue } from './sweep-due.js';
import { syncCharge } from './sync-charge.js';
import { syncCheckout } from './sync-checkout.js';
import { syncSubscription } from './sync-subscription.js';
import { tidyUp } from './tidy-up.js';
import { trainFaq } from './train-faq.js';
import { trainRecommender } from './train-recommender.js';
import { watchActivity } from './watch-activity.js';

export const jobs: readonly Job[] = [
  syncSubscription,
  syncCheckout,
  syncCharge,
  applyAccess,
  followAccess,
  courseChanged,
  releaseDrops,
  settleOutlet,
  deliverMessage,
  settleDesk,
  escalateTickets,
  trainFaq,
  recommendCourses,
  trainRecommender,
  forecastActivity,
  watchActivity,
  composeDigest,
  sendDigests,
  sendReports,
  planDigests,
  sweepDue,
  sweepAccess,
  sweepBilling,
  publishCourses,
  rollupActivity,
  tidyUp,
  forgetMembers,
];

export {
  applyAccess,
  composeDigest,
  courseChanged,
  deliverMessage,
  escalateTickets,
  followAccess,
  forecastActivity,
  forgetMembers,
  planDigests,
  publishCourses,
  recommendCourses,
  releaseDrops,
  rollupActivity,
  sendDigests,
  sendReports,
  settleDesk,
  settleOutlet,
  sweepAccess,
  sweepBilling,
  sweepDue,
  syncCharge,
  syncCheckout,
  syncSubscription,
  tidyUp,
  trainFaq,
  trainRecommender,
  watchActivity,
};
