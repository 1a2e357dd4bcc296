-- AlterTable
ALTER TABLE "Drop" ADD COLUMN     "plannedId" TEXT;
