import type { Database } from './client.js';

/** Empties every table of the product, in one statement. For the sandbox, whose communities begin anew. */
export async function wipe(database: Pick<Database, 'unscoped'>): Promise<void> {
  await database.unscoped.$executeRaw`
    TRUNCATE "Community", "Space", "Member", "Account", "LinkCode", "SetupCode", "Audit", "Message", "Button",
      "Breaker", "Customer", "Plan", "PlanPrice", "PlanPlace", "Subscription", "Order", "Payment", "Gift",
      "ClaimCode", "Grant", "StripeEvent", "Cursor", "Place", "Entitlement", "Seat", "Hold", "Pass", "Drift",
      "Course", "CoursePlan", "CourseVersion", "Lesson", "Asset", "Blob", "Enrolment", "Study",
      "Question", "Certificate", "Outlet", "OutletPlan", "Drop", "Post",
      "FaqEntry", "FaqText", "FaqPhrasing", "FaqPlace", "FaqSettings", "FaqModel", "FaqAsk", "FaqSilence",
      "Ticket", "TicketLine", "TicketDesk", "TicketTelling", "TicketLeftover",
      "RevenueDay", "Pseudonym", "ActivityPlace", "ActivityEvent", "ActivityWriter", "ActivityRolled", "ListenedHour", "ActivityHour", "ActivityDay",
      "SubjectDay", "MemberDay", "CommunityDay", "CohortWeek", "ForecastRun", "Oddity",
      "RecommendModel", "RecommendShard", "Suggestion", "Digest", "ReportReader"
      CASCADE`;
}
