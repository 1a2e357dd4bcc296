-- CreateEnum
CREATE TYPE "CourseState" AS ENUM ('draft', 'published', 'withdrawn');

-- CreateEnum
CREATE TYPE "AssetKind" AS ENUM ('image', 'pdf', 'audio', 'video', 'file');

-- CreateEnum
CREATE TYPE "OutletKind" AS ENUM ('channel', 'forum', 'chat');

-- CreateEnum
CREATE TYPE "PostState" AS ENUM ('pending', 'sending', 'sent', 'refused', 'uncertain', 'withdrawn');

-- AlterTable
ALTER TABLE "Plan" ADD COLUMN     "solo" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Course" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "state" "CourseState" NOT NULL DEFAULT 'draft',
    "liveId" TEXT,
    "draftId" TEXT,
    "free" BOOLEAN NOT NULL DEFAULT false,
    "soloPlanId" TEXT,
    "publishAt" TIMESTAMPTZ(3),
    "publishedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Course_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CoursePlan" (
    "communityId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,

    CONSTRAINT "CoursePlan_pkey" PRIMARY KEY ("courseId","planId")
);

-- CreateTable
CREATE TABLE "CourseVersion" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "level" TEXT,
    "tags" TEXT[],
    "prerequisites" TEXT[],
    "cover" TEXT,
    "digest" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CourseVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lesson" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "body" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "Lesson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Asset" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "AssetKind" NOT NULL,
    "type" TEXT NOT NULL,
    "hash" TEXT,
    "url" TEXT,
    "bytes" INTEGER,
    "seconds" DOUBLE PRECISION,
    "width" INTEGER,
    "height" INTEGER,
    "title" TEXT,

    CONSTRAINT "Asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Blob" (
    "communityId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Blob_pkey" PRIMARY KEY ("communityId","hash")
);

-- CreateTable
CREATE TABLE "Enrolment" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "countsFrom" TIMESTAMPTZ(3) NOT NULL,
    "followsAt" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "catchingUp" BOOLEAN NOT NULL DEFAULT false,
    "openedAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3),
    "lessonKey" TEXT,
    "page" INTEGER NOT NULL DEFAULT 0,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Study" (
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "lessonKey" TEXT NOT NULL,
    "openAt" TIMESTAMPTZ(3),
    "seenAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),
    "stars" INTEGER,
    "comment" TEXT,
    "ratedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Study_pkey" PRIMARY KEY ("memberId","courseId","lessonKey")
);

-- CreateTable
CREATE TABLE "Question" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "lessonKey" TEXT,
    "text" TEXT NOT NULL,
    "answer" TEXT,
    "answeredById" TEXT,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Certificate" (
    "token" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "courseTitle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lessons" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "Outlet" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "kind" "OutletKind" NOT NULL,
    "externalId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "threads" BOOLEAN NOT NULL DEFAULT true,
    "problem" TEXT,
    "problemAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Outlet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutletPlan" (
    "communityId" TEXT NOT NULL,
    "outletId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,

    CONSTRAINT "OutletPlan_pkey" PRIMARY KEY ("outletId","planId")
);

-- CreateTable
CREATE TABLE "Drop" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "lessonKey" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "whole" BOOLEAN NOT NULL DEFAULT false,
    "postAt" TIMESTAMPTZ(3),
    "postedAt" TIMESTAMPTZ(3),
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Drop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "dropId" TEXT NOT NULL,
    "outletId" TEXT NOT NULL,
    "part" INTEGER NOT NULL DEFAULT 0,
    "state" "PostState" NOT NULL DEFAULT 'pending',
    "wanted" BOOLEAN NOT NULL DEFAULT true,
    "digest" TEXT NOT NULL,
    "sentDigest" TEXT,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claim" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "externalId" TEXT,
    "threadId" TEXT,
    "failure" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Course_communityId_publishAt_idx" ON "Course"("communityId", "publishAt");

-- CreateIndex
CREATE UNIQUE INDEX "Course_communityId_slug_key" ON "Course"("communityId", "slug");

-- CreateIndex
CREATE INDEX "CoursePlan_communityId_planId_idx" ON "CoursePlan"("communityId", "planId");

-- CreateIndex
CREATE INDEX "CourseVersion_communityId_idx" ON "CourseVersion"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "CourseVersion_courseId_number_key" ON "CourseVersion"("courseId", "number");

-- CreateIndex
CREATE INDEX "Lesson_communityId_idx" ON "Lesson"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "Lesson_versionId_key_key" ON "Lesson"("versionId", "key");

-- CreateIndex
CREATE INDEX "Asset_communityId_hash_idx" ON "Asset"("communityId", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "Asset_versionId_name_key" ON "Asset"("versionId", "name");

-- CreateIndex
CREATE INDEX "Enrolment_communityId_nextAt_idx" ON "Enrolment"("communityId", "nextAt");

-- CreateIndex
CREATE INDEX "Enrolment_communityId_courseId_idx" ON "Enrolment"("communityId", "courseId");

-- CreateIndex
CREATE UNIQUE INDEX "Enrolment_memberId_courseId_key" ON "Enrolment"("memberId", "courseId");

-- CreateIndex
CREATE INDEX "Study_communityId_courseId_lessonKey_idx" ON "Study"("communityId", "courseId", "lessonKey");

-- CreateIndex
CREATE INDEX "Question_communityId_courseId_answeredAt_idx" ON "Question"("communityId", "courseId", "answeredAt");

-- CreateIndex
CREATE INDEX "Question_communityId_memberId_idx" ON "Question"("communityId", "memberId");

-- CreateIndex
CREATE INDEX "Certificate_communityId_idx" ON "Certificate"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_memberId_courseId_key" ON "Certificate"("memberId", "courseId");

-- CreateIndex
CREATE INDEX "Outlet_communityId_idx" ON "Outlet"("communityId");

-- CreateIndex
CREATE UNIQUE INDEX "Outlet_spaceId_externalId_key" ON "Outlet"("spaceId", "externalId");

-- CreateIndex
CREATE INDEX "OutletPlan_communityId_planId_idx" ON "OutletPlan"("communityId", "planId");

-- CreateIndex
CREATE INDEX "Drop_communityId_postAt_idx" ON "Drop"("communityId", "postAt");

-- CreateIndex
CREATE UNIQUE INDEX "Drop_courseId_lessonKey_key" ON "Drop"("courseId", "lessonKey");

-- CreateIndex
CREATE INDEX "Post_communityId_state_notBefore_idx" ON "Post"("communityId", "state", "notBefore");

-- CreateIndex
CREATE UNIQUE INDEX "Post_dropId_outletId_part_key" ON "Post"("dropId", "outletId", "part");

-- AddForeignKey
ALTER TABLE "CoursePlan" ADD CONSTRAINT "CoursePlan_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CoursePlan" ADD CONSTRAINT "CoursePlan_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CourseVersion" ADD CONSTRAINT "CourseVersion_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lesson" ADD CONSTRAINT "Lesson_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "CourseVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Asset" ADD CONSTRAINT "Asset_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "CourseVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrolment" ADD CONSTRAINT "Enrolment_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enrolment" ADD CONSTRAINT "Enrolment_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Study" ADD CONSTRAINT "Study_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outlet" ADD CONSTRAINT "Outlet_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutletPlan" ADD CONSTRAINT "OutletPlan_outletId_fkey" FOREIGN KEY ("outletId") REFERENCES "Outlet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutletPlan" ADD CONSTRAINT "OutletPlan_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Drop" ADD CONSTRAINT "Drop_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_dropId_fkey" FOREIGN KEY ("dropId") REFERENCES "Drop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_outletId_fkey" FOREIGN KEY ("outletId") REFERENCES "Outlet"("id") ON DELETE CASCADE ON UPDATE CASCADE;
