import type { Database, Tx } from '#database';
import { FORGOTTEN, readable, type Belongings } from '#domain/members';

/**
 * What is kept of somebody who teaches: that courses and versions are theirs. What they taught belongs to the
 * community, and stays.
 */
export function createPersonalStore({ prisma }: Database): Belongings {
  const rename = async (tx: Tx, communityId: string, from: string, to: string): Promise<void> => {
    const change = { where: { communityId, createdById: from }, data: { createdById: to } };
    await tx.course.updateMany(change);
    await tx.courseVersion.updateMany(change);
  };
  return {
    move: rename,
    async trace(): Promise<void> {},
    erase: (tx, communityId, memberId) => rename(tx, communityId, memberId, FORGOTTEN),
    async kept(communityId, memberId) {
      const theirs = { where: { communityId, createdById: memberId } };
      const courses = await prisma.course.findMany(theirs);
      const versions = await prisma.courseVersion.findMany(theirs);
      return {
        courses: courses.map((row) => readable(row, ['createdById'])),
        courseVersions: versions.map((row) => readable(row, ['createdById', 'digest'])),
      };
    },
  };
}
