/** Every job, listed. A job knows those it wakes by importing them: the product's chain can be read here. */
import type { Job } from '#contracts';
import { applyAccess } from './apply-access.js';
import { deliverMessage } from './deliver-message.js';
import { forgetMembers } from './forget-members.js';
import { publishCourses } from './publish-courses.js';
import { sweepAccess } from './sweep-access.js';
import { sweepBilling } from './sweep-billing.js';
import { sweepDue } from './sweep-due.js';
import { syncCharge } from './sync-charge.js';
import { syncCheckout } from './sync-checkout.js';
import { syncSubscription } from './sync-subscription.js';
import { tidyUp } from './tidy-up.js';

export const jobs: readonly Job[] = [
  syncSubscription,
  syncCheckout,
  syncCharge,
  applyAccess,
  deliverMessage,
  sweepDue,
  sweepAccess,
  sweepBilling,
  publishCourses,
  tidyUp,
  forgetMembers,
];

export {
  applyAccess,
  deliverMessage,
  forgetMembers,
  publishCourses,
  sweepAccess,
  sweepBilling,
  sweepDue,
  syncCharge,
  syncCheckout,
  syncSubscription,
  tidyUp,
};
