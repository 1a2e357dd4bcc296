-- CreateEnum
CREATE TYPE "Platform" AS ENUM ('discord', 'telegram');

-- CreateEnum
CREATE TYPE "Rank" AS ENUM ('member', 'creator', 'moderator', 'owner');

-- CreateEnum
CREATE TYPE "MessageState" AS ENUM ('pending', 'sending', 'sent', 'refused', 'uncertain', 'inbox');

-- CreateEnum
CREATE TYPE "RemovalPolicy" AS ENUM ('role', 'kick', 'role_then_kick');

-- CreateEnum
CREATE TYPE "PlaceKind" AS ENUM ('role', 'room');

-- CreateEnum
CREATE TYPE "EntitlementState" AS ENUM ('active', 'grace', 'ended', 'unknown');

-- CreateEnum
CREATE TYPE "Wanted" AS ENUM ('in', 'out', 'free');

-- CreateEnum
CREATE TYPE "Observed" AS ENUM ('in', 'out', 'banned', 'unknown');

-- CreateTable
CREATE TABLE "Community" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Community_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Space" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "externalId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lostAt" TIMESTAMPTZ(3),

    CONSTRAINT "Space_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "rank" "Rank" NOT NULL DEFAULT 'member',
    "locale" TEXT,
    "timeZone" TEXT,
    "dms" BOOLEAN NOT NULL DEFAULT true,
    "quietFrom" INTEGER,
    "quietTo" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT,
    "reachable" BOOLEAN,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LinkCode" (
    "codeHash" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LinkCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "SetupCode" (
    "codeHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SetupCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "subjectId" TEXT,
    "details" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "state" "MessageState" NOT NULL DEFAULT 'pending',
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "platform" "Platform",
    "accountId" TEXT,
    "claim" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "externalChat" TEXT,
    "externalId" TEXT,
    "failure" TEXT,
    "readAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Button" (
    "token" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT,
    "command" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Button_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "Breaker" (
    "platform" "Platform" NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "Breaker_pkey" PRIMARY KEY ("platform")
);

-- CreateTable
CREATE TABLE "Customer" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "stripeId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "fetchedAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Plan" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "graceDays" INTEGER NOT NULL DEFAULT 3,
    "removal" "RemovalPolicy" NOT NULL DEFAULT 'role',
    "kickAfterDays" INTEGER NOT NULL DEFAULT 7,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlanPrice" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "stripeId" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "interval" TEXT,
    "intervalCount" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PlanPrice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlanPlace" (
    "communityId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "placeId" TEXT NOT NULL,

    CONSTRAINT "PlanPlace_pkey" PRIMARY KEY ("planId","placeId")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "stripeId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "priceIds" TEXT[],
    "periodEnd" TIMESTAMPTZ(3),
    "cancelAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endedUnpaid" BOOLEAN NOT NULL DEFAULT false,
    "failingSince" TIMESTAMPTZ(3),
    "payUrl" TEXT,
    "amount" INTEGER,
    "currency" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "fetchedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Grant" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "grantedById" TEXT,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StripeEvent" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "stripeCustomerId" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "handledAt" TIMESTAMPTZ(3),

    CONSTRAINT "StripeEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Cursor" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Cursor_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Place" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "kind" "PlaceKind" NOT NULL,
    "externalId" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL,
    "joinLink" TEXT,
    "problem" TEXT,
    "problemAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entitlement" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "state" "EntitlementState" NOT NULL,
    "granting" BOOLEAN NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "graceUntil" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "recheckAt" TIMESTAMPTZ(3),
    "sources" JSONB NOT NULL,
    "computedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Entitlement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Seat" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "placeId" TEXT NOT NULL,
    "wanted" "Wanted" NOT NULL,
    "wantedAt" TIMESTAMPTZ(3) NOT NULL,
    "observed" "Observed" NOT NULL DEFAULT 'unknown',
    "observedAt" TIMESTAMPTZ(3),
    "observedBy" TEXT,
    "problem" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3),
    "lifting" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Seat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Hold" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "placeId" TEXT NOT NULL,
    "removals" INTEGER NOT NULL,
    "of" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" TEXT,
    "approved" BOOLEAN,

    CONSTRAINT "Hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pass" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "examined" INTEGER NOT NULL DEFAULT 0,
    "drifted" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Pass_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Space_communityId_idx" ON "Space"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "Space_platform_externalId_key" ON "Space"("platform", "externalId");

-- CreateIndex
CREATE INDEX "Member_communityId_idx" ON "Member"("communityId");

-- CreateIndex
CREATE INDEX "Account_platform_externalId_idx" ON "Account"("platform", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_communityId_platform_externalId_key" ON "Account"("communityId", "platform", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_memberId_platform_key" ON "Account"("memberId", "platform");

-- CreateIndex
CREATE INDEX "LinkCode_communityId_memberId_idx" ON "LinkCode"("communityId", "memberId");

-- CreateIndex
CREATE INDEX "Audit_communityId_at_idx" ON "Audit"("communityId", "at");

-- CreateIndex
CREATE INDEX "Message_communityId_state_notBefore_idx" ON "Message"("communityId", "state", "notBefore");

-- CreateIndex
CREATE INDEX "Message_communityId_memberId_createdAt_idx" ON "Message"("communityId", "memberId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Message_communityId_key_key" ON "Message"("communityId", "key");

-- CreateIndex
CREATE INDEX "Button_communityId_expiresAt_idx" ON "Button"("communityId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_stripeId_key" ON "Customer"("stripeId");

-- CreateIndex
CREATE INDEX "Customer_communityId_memberId_idx" ON "Customer"("communityId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Plan_communityId_name_key" ON "Plan"("communityId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "PlanPrice_communityId_stripeId_key" ON "PlanPrice"("communityId", "stripeId");

-- CreateIndex
CREATE INDEX "PlanPlace_communityId_placeId_idx" ON "PlanPlace"("communityId", "placeId");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_stripeId_key" ON "Subscription"("stripeId");

-- CreateIndex
CREATE INDEX "Subscription_communityId_memberId_idx" ON "Subscription"("communityId", "memberId");

-- CreateIndex
CREATE INDEX "Grant_communityId_memberId_idx" ON "Grant"("communityId", "memberId");

-- CreateIndex
CREATE INDEX "StripeEvent_handledAt_receivedAt_idx" ON "StripeEvent"("handledAt", "receivedAt");

-- CreateIndex
CREATE INDEX "Place_communityId_idx" ON "Place"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "Place_spaceId_kind_externalId_key" ON "Place"("spaceId", "kind", "externalId");

-- CreateIndex
CREATE INDEX "Entitlement_communityId_recheckAt_idx" ON "Entitlement"("communityId", "recheckAt");

-- CreateIndex
CREATE UNIQUE INDEX "Entitlement_memberId_planId_key" ON "Entitlement"("memberId", "planId");

-- CreateIndex
CREATE INDEX "Seat_communityId_memberId_idx" ON "Seat"("communityId", "memberId");

-- CreateIndex
CREATE INDEX "Seat_communityId_placeId_wanted_observed_idx" ON "Seat"("communityId", "placeId", "wanted", "observed");

-- CreateIndex
CREATE UNIQUE INDEX "Seat_accountId_placeId_key" ON "Seat"("accountId", "placeId");

-- CreateIndex
CREATE INDEX "Hold_communityId_placeId_at_idx" ON "Hold"("communityId", "placeId", "at");

-- CreateIndex
CREATE INDEX "Pass_communityId_startedAt_idx" ON "Pass"("communityId", "startedAt");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanPrice" ADD CONSTRAINT "PlanPrice_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanPlace" ADD CONSTRAINT "PlanPlace_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanPlace" ADD CONSTRAINT "PlanPlace_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Place" ADD CONSTRAINT "Place_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE CASCADE ON UPDATE CASCADE;
