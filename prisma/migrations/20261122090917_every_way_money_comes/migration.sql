-- CreateEnum
CREATE TYPE "PlacePhase" AS ENUM ('always', 'trial', 'paid');

-- CreateEnum
CREATE TYPE "DisputeState" AS ENUM ('none', 'inquiry', 'open', 'won', 'lost');

-- AlterTable
ALTER TABLE "Plan" ADD COLUMN     "byInvoice" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "daysUntilDue" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "trialDays" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "PlanPlace" ADD COLUMN     "during" "PlacePhase" NOT NULL DEFAULT 'always';

-- AlterTable
ALTER TABLE "PlanPrice" ADD COLUMN     "days" INTEGER;

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "byInvoice" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "collectionPaused" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "openAmount" INTEGER,
ADD COLUMN     "openDueAt" TIMESTAMPTZ(3),
ADD COLUMN     "openInvoice" TEXT,
ADD COLUMN     "paidThrough" TIMESTAMPTZ(3),
ADD COLUMN     "pausedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "periodStart" TIMESTAMPTZ(3),
ADD COLUMN     "trialEnd" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Order" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "stripeId" TEXT NOT NULL,
    "paymentIntent" TEXT,
    "priceIds" TEXT[],
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "paidAt" TIMESTAMPTZ(3) NOT NULL,
    "giftId" TEXT,
    "fetchedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "stripeId" TEXT NOT NULL,
    "paymentIntent" TEXT,
    "subscriptionId" TEXT,
    "invoiceId" TEXT,
    "amount" INTEGER NOT NULL,
    "refunded" INTEGER NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "dispute" "DisputeState" NOT NULL DEFAULT 'none',
    "disputeId" TEXT,
    "paidAt" TIMESTAMPTZ(3) NOT NULL,
    "goneAt" TIMESTAMPTZ(3),
    "receiptUrl" TEXT,
    "fetchedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Gift" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "priceId" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "redeemedById" TEXT,
    "redeemedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Gift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClaimCode" (
    "codeHash" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "stripeCustomerId" TEXT,
    "planId" TEXT,
    "endsAt" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "usedById" TEXT,

    CONSTRAINT "ClaimCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "Drift" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "passId" TEXT NOT NULL,
    "seatId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "placeId" TEXT NOT NULL,
    "wanted" "Wanted" NOT NULL,
    "seen" "Observed" NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "repairedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Drift_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Order_stripeId_key" ON "Order"("stripeId");

-- CreateIndex
CREATE INDEX "Order_communityId_memberId_idx" ON "Order"("communityId", "memberId");

-- CreateIndex
CREATE INDEX "Order_communityId_giftId_idx" ON "Order"("communityId", "giftId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_stripeId_key" ON "Payment"("stripeId");

-- CreateIndex
CREATE INDEX "Payment_communityId_memberId_idx" ON "Payment"("communityId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Gift_codeHash_key" ON "Gift"("codeHash");

-- CreateIndex
CREATE INDEX "Gift_communityId_payerId_idx" ON "Gift"("communityId", "payerId");

-- CreateIndex
CREATE INDEX "Gift_communityId_redeemedById_idx" ON "Gift"("communityId", "redeemedById");

-- CreateIndex
CREATE INDEX "ClaimCode_communityId_idx" ON "ClaimCode"("communityId");

-- CreateIndex
CREATE INDEX "Drift_communityId_passId_idx" ON "Drift"("communityId", "passId");

-- CreateIndex
CREATE INDEX "Drift_communityId_seatId_idx" ON "Drift"("communityId", "seatId");

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
