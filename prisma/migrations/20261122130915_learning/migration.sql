-- AlterTable
ALTER TABLE "Enrolment" ADD COLUMN     "lastAt" TIMESTAMPTZ(3) NOT NULL;

-- AlterTable
ALTER TABLE "Study" DROP CONSTRAINT "Study_pkey",
ADD COLUMN     "id" TEXT NOT NULL,
ADD CONSTRAINT "Study_pkey" PRIMARY KEY ("id");

-- CreateIndex
CREATE UNIQUE INDEX "Study_memberId_courseId_lessonKey_key" ON "Study"("memberId", "courseId", "lessonKey");
