/**
 * Every command, once for both platforms. A command is listed here or it does not exist.
 * `pieces/` holds what several of them say or offer in the same way.
 */
import type { Command } from '#contracts';
import { alarms } from './alarms.js';
import { answer } from './answer.js';
import { ask } from './ask.js';
import { audit } from './audit.js';
import { besttime } from './besttime.js';
import { certificate } from './certificate.js';
import { claim } from './claim.js';
import { cohorts } from './cohorts.js';
import { community } from './community.js';
import { course } from './course.js';
import { courses } from './courses.js';
import { digests } from './digests.js';
import { drift } from './drift.js';
import { drops } from './drops.js';
import { exported } from './export.js';
import { gift } from './gift.js';
import { faq } from './faq.js';
import { forecast } from './forecast.js';
import { forgetme } from './forgetme.js';
import { grant } from './grant.js';
import { helpAbout } from './help.js';
import { inbox } from './inbox.js';
import { learn } from './learn.js';
import { link } from './link.js';
import { member } from './member.js';
import { membership } from './membership.js';
import { orders } from './orders.js';
import { mydata } from './mydata.js';
import { plan } from './plan.js';
import { plans } from './plans.js';
import { pulse } from './pulse.js';
import { question } from './question.js';
import { redeem } from './redeem.js';
import { outbox } from './outbox.js';
import { path } from './path.js';
import { paysupport } from './paysupport.js';
import { privacy } from './privacy.js';
import { recommend } from './recommend.js';
import { recommendations } from './recommendations.js';
import { reports } from './reports.js';
import { revenue } from './revenue.js';
import { revoke } from './revoke.js';
import { settings } from './settings.js';
import { setup } from './setup.js';
import { staff } from './staff.js';
import { stats } from './stats.js';
import { subscribe } from './subscribe.js';
import { sync } from './sync.js';
import { ticket } from './ticket.js';
import { tickets } from './tickets.js';
import { verify } from './verify.js';
import { why } from './why.js';

const others: readonly Command[] = [
  plans,
  subscribe,
  membership,
  orders,
  gift,
  redeem,
  courses,
  learn,
  question,
  ask,
  certificate,
  recommend,
  path,
  ticket,
  why,
  verify,
  link,
  claim,
  settings,
  inbox,
  paysupport,
  privacy,
  mydata,
  forgetme,
  course,
  drops,
  faq,
  tickets,
  recommendations,
  pulse,
  stats,
  forecast,
  besttime,
  revenue,
  cohorts,
  exported,
  plan,
  grant,
  revoke,
  member,
  sync,
  drift,
  outbox,
  audit,
  reports,
  digests,
  alarms,
  staff,
  community,
  answer,
];

/** In the order in which they are listed to people. */
export const commands: readonly Command[] = [...others, helpAbout(others, [setup]), setup];
