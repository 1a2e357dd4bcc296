-- CreateEnum
CREATE TYPE "FaqSource" AS ENUM ('written', 'unanswered', 'ticket', 'imported');

-- CreateEnum
CREATE TYPE "FaqWay" AS ENUM ('ask', 'mention', 'direct', 'overheard');

-- CreateEnum
CREATE TYPE "FaqOutcome" AS ENUM ('answered', 'asked_back', 'unsure');

-- CreateEnum
CREATE TYPE "TicketState" AS ENUM ('open', 'claimed', 'answered', 'closed');

-- CreateEnum
CREATE TYPE "TicketVoice" AS ENUM ('member', 'moderator', 'event');

-- CreateTable
CREATE TABLE "FaqEntry" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "tags" TEXT[],
    "planIds" TEXT[],
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FaqEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FaqText" (
    "communityId" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "answer" TEXT NOT NULL,

    CONSTRAINT "FaqText_pkey" PRIMARY KEY ("entryId","locale")
);

-- CreateTable
CREATE TABLE "FaqPhrasing" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "source" "FaqSource" NOT NULL DEFAULT 'written',
    "addedById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FaqPhrasing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FaqPlace" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FaqPlace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FaqSettings" (
    "communityId" TEXT NOT NULL,
    "oneIn" INTEGER NOT NULL DEFAULT 20,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "FaqSettings_pkey" PRIMARY KEY ("communityId")
);

-- CreateTable
CREATE TABLE "FaqModel" (
    "communityId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "trainedAt" TIMESTAMPTZ(3) NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "FaqModel_pkey" PRIMARY KEY ("communityId")
);

-- CreateTable
CREATE TABLE "FaqAsk" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "way" "FaqWay" NOT NULL,
    "locale" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "FaqOutcome" NOT NULL,
    "entryId" TEXT,
    "probability" DOUBLE PRECISION NOT NULL,
    "guesses" JSONB NOT NULL,
    "thumb" INTEGER,
    "text" TEXT,
    "textUntil" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),
    "ticketId" TEXT,

    CONSTRAINT "FaqAsk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FaqSilence" (
    "communityId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "FaqSilence_pkey" PRIMARY KEY ("communityId","day")
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "memberId" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "locale" TEXT NOT NULL,
    "place" TEXT,
    "question" TEXT NOT NULL,
    "guesses" JSONB NOT NULL,
    "state" "TicketState" NOT NULL DEFAULT 'open',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "notifiedAt" TIMESTAMPTZ(3),
    "claimedById" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "escalations" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "closedById" TEXT,
    "deskThreadId" TEXT,
    "deskMessageId" TEXT,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketLine" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "ticketId" TEXT NOT NULL,
    "voice" "TicketVoice" NOT NULL,
    "byId" TEXT,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "origin" TEXT,
    "deskState" "PostState",
    "deskClaim" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "deskId" TEXT,
    "failure" TEXT,

    CONSTRAINT "TicketLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketDesk" (
    "communityId" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "kind" "OutletKind" NOT NULL,
    "title" TEXT NOT NULL,
    "problem" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TicketDesk_pkey" PRIMARY KEY ("communityId")
);

-- CreateIndex
CREATE INDEX "FaqEntry_communityId_removedAt_idx" ON "FaqEntry"("communityId", "removedAt");

-- CreateIndex
CREATE INDEX "FaqText_communityId_idx" ON "FaqText"("communityId");

-- CreateIndex
CREATE INDEX "FaqPhrasing_communityId_idx" ON "FaqPhrasing"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "FaqPhrasing_entryId_text_key" ON "FaqPhrasing"("entryId", "text");

-- CreateIndex
CREATE INDEX "FaqPlace_communityId_idx" ON "FaqPlace"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "FaqPlace_spaceId_externalId_key" ON "FaqPlace"("spaceId", "externalId");

-- CreateIndex
CREATE INDEX "FaqAsk_communityId_askedAt_idx" ON "FaqAsk"("communityId", "askedAt");

-- CreateIndex
CREATE INDEX "FaqAsk_communityId_memberId_idx" ON "FaqAsk"("communityId", "memberId");

-- CreateIndex
CREATE INDEX "FaqAsk_communityId_textUntil_idx" ON "FaqAsk"("communityId", "textUntil");

-- CreateIndex
CREATE INDEX "Ticket_communityId_state_dueAt_idx" ON "Ticket"("communityId", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Ticket_communityId_memberId_idx" ON "Ticket"("communityId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_communityId_number_key" ON "Ticket"("communityId", "number");

-- CreateIndex
CREATE INDEX "TicketLine_communityId_deskState_idx" ON "TicketLine"("communityId", "deskState");

-- CreateIndex
CREATE UNIQUE INDEX "TicketLine_ticketId_origin_key" ON "TicketLine"("ticketId", "origin");

-- AddForeignKey
ALTER TABLE "FaqText" ADD CONSTRAINT "FaqText_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "FaqEntry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FaqPhrasing" ADD CONSTRAINT "FaqPhrasing_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "FaqEntry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FaqPlace" ADD CONSTRAINT "FaqPlace_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FaqAsk" ADD CONSTRAINT "FaqAsk_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketLine" ADD CONSTRAINT "TicketLine_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;
