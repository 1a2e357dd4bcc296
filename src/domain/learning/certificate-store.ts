import type { CertificateModel, Database } from '#database';
import { newToken } from '#kernel/ids';
import type { Certificate } from './model.js';
import { sealedWords } from './sealed-words.js';
import type { Learner } from './store.js';

/** What members can prove. */
export function createCertificateStore(database: Database) {
  const { prisma } = database;
  const words = sealedWords(database);
  const certificateOf = ({ communityId, ...row }: CertificateModel): Certificate => ({
    ...row,
    name: words.open('Certificate.name', { id: row.token, communityId }, row.name),
  });
  return {
    async certificate(who: Learner): Promise<Certificate | null> {
      const row = await prisma.certificate.findFirst({ where: { ...who } });
      return row && certificateOf(row);
    },
    /** Writes it unless there is one. */
    async issue(
      who: Learner,
      said: { courseTitle: string; name: string; lessons: number; minutes: number; issuedAt: Date },
    ): Promise<void> {
      const token = newToken();
      const name = words.seal('Certificate.name', { id: token, communityId: who.communityId }, said.name);
      await prisma.certificate.createMany({ data: { ...who, ...said, token, name }, skipDuplicates: true });
    },
    /** Whoever has the address may look: the token says which community it is. */
    async proof(token: string): Promise<(Certificate & { communityId: string }) | null> {
      const row = await database.unscoped.certificate.findUnique({
        where: { token, member: { leavingAt: null } },
      });
      return row && { ...certificateOf(row), communityId: row.communityId };
    },
  };
}

export type CertificateStore = ReturnType<typeof createCertificateStore>;
