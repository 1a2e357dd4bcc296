-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "leavingAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Order" ALTER COLUMN "customerId" DROP NOT NULL;

-- Rows about people who are not there any more, should a hand have left some.
DELETE FROM "LinkCode" WHERE "memberId" NOT IN (SELECT "id" FROM "Member");
DELETE FROM "Message" WHERE "memberId" NOT IN (SELECT "id" FROM "Member");
DELETE FROM "Button" WHERE "memberId" NOT IN (SELECT "id" FROM "Member");
DELETE FROM "Customer" WHERE "memberId" NOT IN (SELECT "id" FROM "Member");
DELETE FROM "Grant" WHERE "memberId" NOT IN (SELECT "id" FROM "Member");
DELETE FROM "Entitlement" WHERE "memberId" NOT IN (SELECT "id" FROM "Member");

-- AddForeignKey
ALTER TABLE "LinkCode" ADD CONSTRAINT "LinkCode_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Button" ADD CONSTRAINT "Button_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
