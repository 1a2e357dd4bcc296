-- CreateEnum
CREATE TYPE "SuggestionWay" AS ENUM ('asked', 'digest');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('up', 'down', 'known');

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "counted" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "digest" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "recommended" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "discount" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Payment" ADD COLUMN     "failedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "SubscriptionPast" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "collectionPaused" BOOLEAN NOT NULL,
    "priceIds" TEXT[],
    "amount" INTEGER,
    "currency" TEXT,
    "discount" INTEGER NOT NULL,

    CONSTRAINT "SubscriptionPast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentReturn" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "PaymentReturn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RevenueDay" (
    "communityId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "mrr" BIGINT NOT NULL,
    "mrrNew" BIGINT NOT NULL,
    "mrrLost" BIGINT NOT NULL,
    "subscribers" INTEGER NOT NULL,
    "trials" INTEGER NOT NULL,
    "started" INTEGER NOT NULL,
    "ended" INTEGER NOT NULL,
    "endedUnpaid" INTEGER NOT NULL,
    "trialsOver" INTEGER NOT NULL,
    "trialsPaid" INTEGER NOT NULL,
    "paid" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,
    "recovered" BIGINT NOT NULL,
    "failedCount" INTEGER NOT NULL,
    "recoveredCount" INTEGER NOT NULL,

    CONSTRAINT "RevenueDay_pkey" PRIMARY KEY ("communityId","day","currency")
);

-- CreateTable
CREATE TABLE "Pseudonym" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "number" BIGINT NOT NULL,
    "memberId" TEXT,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "joinedAt" TIMESTAMPTZ(3),
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "Pseudonym_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityPlace" (
    "id" SERIAL NOT NULL,
    "communityId" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "externalId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "parentId" INTEGER,

    CONSTRAINT "ActivityPlace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityEvent" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "communityId" TEXT NOT NULL,
    "kind" SMALLINT NOT NULL,
    "placeId" INTEGER,
    "number" BIGINT,
    "toNumber" BIGINT,
    "messageRef" BIGINT,
    "repliesTo" BIGINT,
    "subject" TEXT,
    "count" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ActivityEvent_pkey" PRIMARY KEY ("id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "ListenedHour" (
    "communityId" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "minutes" INTEGER NOT NULL,
    "heard" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ListenedHour_pkey" PRIMARY KEY ("communityId","platform","hour")
);

-- CreateTable
CREATE TABLE "ActivityRolled" (
    "communityId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ActivityRolled_pkey" PRIMARY KEY ("communityId")
);

-- CreateTable
CREATE TABLE "ActivityWriter" (
    "id" TEXT NOT NULL,
    "written" BIGINT NOT NULL,

    CONSTRAINT "ActivityWriter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityHour" (
    "communityId" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "placeId" INTEGER NOT NULL,
    "kind" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "ActivityHour_pkey" PRIMARY KEY ("communityId","hour","placeId","kind")
);

-- CreateTable
CREATE TABLE "ActivityDay" (
    "communityId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "placeId" INTEGER NOT NULL,
    "kind" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "sketch" VARBIT,

    CONSTRAINT "ActivityDay_pkey" PRIMARY KEY ("communityId","day","placeId","kind")
);

-- CreateTable
CREATE TABLE "SubjectDay" (
    "communityId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "sketch" VARBIT,

    CONSTRAINT "SubjectDay_pkey" PRIMARY KEY ("communityId","day","subject","kind")
);

-- CreateTable
CREATE TABLE "MemberDay" (
    "communityId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "number" BIGINT NOT NULL,
    "messages" INTEGER NOT NULL DEFAULT 0,
    "replies" INTEGER NOT NULL DEFAULT 0,
    "reactions" INTEGER NOT NULL DEFAULT 0,
    "commands" INTEGER NOT NULL DEFAULT 0,
    "lessons" INTEGER NOT NULL DEFAULT 0,
    "voice" INTEGER NOT NULL DEFAULT 0,
    "hours" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MemberDay_pkey" PRIMARY KEY ("communityId","day","number")
);

-- CreateTable
CREATE TABLE "CommunityDay" (
    "communityId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "active" INTEGER NOT NULL,
    "activeWeek" INTEGER NOT NULL,
    "activeMonth" INTEGER NOT NULL,
    "newcomers" INTEGER NOT NULL,
    "joined" INTEGER NOT NULL,
    "left" INTEGER NOT NULL,
    "questions" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL,
    "responseSeconds" INTEGER,
    "listened" INTEGER NOT NULL,

    CONSTRAINT "CommunityDay_pkey" PRIMARY KEY ("communityId","day")
);

-- CreateTable
CREATE TABLE "CohortWeek" (
    "communityId" TEXT NOT NULL,
    "cohort" DATE NOT NULL,
    "week" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "active" INTEGER NOT NULL,

    CONSTRAINT "CohortWeek_pkey" PRIMARY KEY ("communityId","cohort","week")
);

-- CreateTable
CREATE TABLE "ForecastRun" (
    "communityId" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "sheet" JSONB NOT NULL,

    CONSTRAINT "ForecastRun_pkey" PRIMARY KEY ("communityId","measure","step")
);

-- CreateTable
CREATE TABLE "Oddity" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "hours" INTEGER NOT NULL,
    "seen" INTEGER NOT NULL,
    "expected" DOUBLE PRECISION NOT NULL,
    "direction" TEXT NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "cause" TEXT,
    "subject" TEXT,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "Oddity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecommendModel" (
    "communityId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "trainedAt" TIMESTAMPTZ(3) NOT NULL,
    "dataHash" TEXT NOT NULL,
    "courseIds" TEXT[],
    "report" JSONB NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "RecommendModel_pkey" PRIMARY KEY ("communityId")
);

-- CreateTable
CREATE TABLE "RecommendShard" (
    "communityId" TEXT NOT NULL,
    "run" TEXT NOT NULL,
    "shard" INTEGER NOT NULL,
    "of" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "RecommendShard_pkey" PRIMARY KEY ("communityId","run","shard")
);

-- CreateTable
CREATE TABLE "Suggestion" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "lessonKey" TEXT,
    "way" "SuggestionWay" NOT NULL,
    "position" INTEGER NOT NULL,
    "reason" JSONB NOT NULL,
    "model" TEXT NOT NULL,
    "propensity" DOUBLE PRECISION NOT NULL,
    "shownAt" TIMESTAMPTZ(3) NOT NULL,
    "verdict" "Verdict",
    "verdictAt" TIMESTAMPTZ(3),
    "takenAt" TIMESTAMPTZ(3),

    CONSTRAINT "Suggestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Digest" (
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "week" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "composedAt" TIMESTAMPTZ(3),
    "messageId" TEXT,
    "skipped" TEXT,
    "heldOut" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Digest_pkey" PRIMARY KEY ("communityId","memberId","week")
);

-- CreateTable
CREATE TABLE "ReportReader" (
    "memberId" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "report" BOOLEAN NOT NULL DEFAULT false,
    "forecast" BOOLEAN NOT NULL DEFAULT false,
    "alerts" BOOLEAN NOT NULL DEFAULT false,
    "lastReport" TEXT,
    "lastForecast" TEXT,

    CONSTRAINT "ReportReader_pkey" PRIMARY KEY ("memberId")
);

-- CreateIndex
CREATE INDEX "Pseudonym_communityId_number_idx" ON "Pseudonym"("communityId", "number");

-- CreateIndex
CREATE INDEX "Pseudonym_communityId_memberId_idx" ON "Pseudonym"("communityId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Pseudonym_communityId_account_key" ON "Pseudonym"("communityId", "account");

-- CreateIndex
CREATE UNIQUE INDEX "ActivityPlace_communityId_platform_externalId_key" ON "ActivityPlace"("communityId", "platform", "externalId");

-- CreateIndex
CREATE INDEX "SubscriptionPast_communityId_subscriptionId_idx" ON "SubscriptionPast"("communityId", "subscriptionId");

-- CreateIndex
CREATE INDEX "PaymentReturn_communityId_at_idx" ON "PaymentReturn"("communityId", "at");

-- CreateIndex
CREATE INDEX "PaymentReturn_paymentId_idx" ON "PaymentReturn"("paymentId");

-- CreateIndex
CREATE INDEX "ActivityEvent_communityId_at_idx" ON "ActivityEvent"("communityId", "at");

-- CreateIndex
CREATE INDEX "MemberDay_communityId_number_day_idx" ON "MemberDay"("communityId", "number", "day");

-- CreateIndex
CREATE UNIQUE INDEX "Oddity_communityId_measure_from_key" ON "Oddity"("communityId", "measure", "from");

-- CreateIndex
CREATE INDEX "Suggestion_communityId_memberId_courseId_idx" ON "Suggestion"("communityId", "memberId", "courseId");

-- CreateIndex
CREATE INDEX "Suggestion_communityId_shownAt_idx" ON "Suggestion"("communityId", "shownAt");

-- CreateIndex
CREATE INDEX "Digest_communityId_week_dueAt_idx" ON "Digest"("communityId", "week", "dueAt");

-- CreateIndex
CREATE INDEX "ReportReader_communityId_idx" ON "ReportReader"("communityId");

-- AddForeignKey
ALTER TABLE "SubscriptionPast" ADD CONSTRAINT "SubscriptionPast_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentReturn" ADD CONSTRAINT "PaymentReturn_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pseudonym" ADD CONSTRAINT "Pseudonym_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Suggestion" ADD CONSTRAINT "Suggestion_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Digest" ADD CONSTRAINT "Digest_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportReader" ADD CONSTRAINT "ReportReader_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Months are cut and dropped by these two alone; both may be called again.
CREATE FUNCTION activity_month(month DATE) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  first DATE := date_trunc('month', month)::date;
  part TEXT := 'ActivityEvent_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass(format('%I', part)) IS NULL THEN
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF "ActivityEvent" FOR VALUES FROM (%L) TO (%L)',
      part, first::timestamp AT TIME ZONE 'UTC', (first + INTERVAL '1 month')::timestamp AT TIME ZONE 'UTC');
  END IF;
  RETURN part;
END $$;

-- Drops the months that ended on or before a day. @returns how many
CREATE FUNCTION activity_forget(before DATE) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
  part RECORD;
  dropped INTEGER := 0;
BEGIN
  FOR part IN
    SELECT child.relname AS name, to_date(right(child.relname, 7), 'YYYY_MM') AS first
    FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = '"ActivityEvent"'::regclass
  LOOP
    IF part.first + INTERVAL '1 month' <= before THEN
      EXECUTE format('DROP TABLE %I', part.name);
      dropped := dropped + 1;
    END IF;
  END LOOP;
  RETURN dropped;
END $$;
