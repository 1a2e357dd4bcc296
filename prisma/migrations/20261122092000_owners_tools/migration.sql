-- DropIndex
DROP INDEX "ClaimCode_communityId_idx";

-- AlterTable
ALTER TABLE "ClaimCode" ADD COLUMN     "issuedAt" TIMESTAMPTZ(3) NOT NULL,
ADD COLUMN     "rowKey" TEXT;

-- AlterTable
ALTER TABLE "Community" ADD COLUMN     "chosenAt" TIMESTAMPTZ(3),
ADD COLUMN     "sellsOnTelegram" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "shopUrl" TEXT;

-- AlterTable
ALTER TABLE "Drift" ADD COLUMN     "repairedBy" TEXT;

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "alarms" BOOLEAN;

-- CreateIndex
CREATE INDEX "ClaimCode_communityId_stripeCustomerId_idx" ON "ClaimCode"("communityId", "stripeCustomerId");

-- CreateIndex
CREATE INDEX "ClaimCode_communityId_rowKey_idx" ON "ClaimCode"("communityId", "rowKey");

-- CreateIndex
CREATE INDEX "Drift_communityId_memberId_idx" ON "Drift"("communityId", "memberId");
