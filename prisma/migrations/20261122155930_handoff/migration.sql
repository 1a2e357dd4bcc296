-- CreateEnum
CREATE TYPE "TellingKind" AS ENUM ('staff', 'said', 'reply', 'trouble');

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "via" "Platform";

-- AlterTable
ALTER TABLE "TicketLine" ADD COLUMN     "deskTries" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "TicketTelling" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "ticketId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "kind" "TellingKind" NOT NULL,
    "messageId" TEXT NOT NULL,
    "lineId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TicketTelling_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketLeftover" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "spaceExternalId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "kind" "OutletKind" NOT NULL,
    "messageId" TEXT NOT NULL,
    "threadId" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TicketLeftover_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TicketTelling_ticketId_idx" ON "TicketTelling"("ticketId");

-- CreateIndex
CREATE INDEX "TicketTelling_memberId_idx" ON "TicketTelling"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "TicketTelling_communityId_messageId_key" ON "TicketTelling"("communityId", "messageId");

-- CreateIndex
CREATE INDEX "TicketLeftover_communityId_notBefore_idx" ON "TicketLeftover"("communityId", "notBefore");

-- AddForeignKey
ALTER TABLE "TicketTelling" ADD CONSTRAINT "TicketTelling_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketTelling" ADD CONSTRAINT "TicketTelling_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
