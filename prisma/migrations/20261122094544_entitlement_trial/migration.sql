-- AlterTable
ALTER TABLE "Entitlement" ADD COLUMN     "trial" BOOLEAN NOT NULL DEFAULT false;
