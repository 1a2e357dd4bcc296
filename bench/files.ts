import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Asset } from '#domain/courses';
import { line, quantile, rounded, sampleOf } from './measure.js';
import type { BenchStage } from './stage.js';

const MB = 1_048_576;
const SIZE = 200 * MB;
const read = z.object({ seconds: z.number(), bytes: z.number() });

/** A film of 200 MB behind a signed link, beside a bare stream of the same file, read by another process. */
export async function files(stage: BenchStage): Promise<void> {
  const { asset, memberId } = await filmOf(stage);
  const { communityId, app, home } = stage;
  const link = app.rooms.files.link({ communityId, memberId, assetId: asset.id });
  const hash = asset.hash ?? '';
  const path = join(home, 'files', communityId, hash.slice(0, 2), hash);
  const bare = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': SIZE });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
  try {
    const before = process.memoryUsage.rss();
    // Once each, so that the disk's own memory has it.
    await readBy(1, bareUrl);
    await readBy(1, link);
    for (const readers of [1, 8]) {
      const ours: number[] = [];
      const theirs: number[] = [];
      let most = 0;
      for (let round = 0; round < 3; round += 1) {
        theirs.push((await readBy(readers, bareUrl)).rate);
        const run = await readBy(readers, link);
        ours.push(run.rate);
        most = Math.max(most, run.most);
      }
      const [rate, compared] = [median(ours), median(theirs)];
      line(
        `a film of ${SIZE / MB} MB behind a link, ${readers} at once`,
        `${rounded(rate)} MB/s; a bare stream of the file ${rounded(compared)} MB/s (${Math.round((rate / compared) * 100)} %)`,
      );
      line(
        'memory of this process meanwhile',
        `${Math.round((most - before) / MB)} MB more than before the first reader, at most`,
      );
    }
    const part = { headers: { range: `bytes=${SIZE / 2}-${SIZE / 2 + 65_535}` } };
    const took = await sampleOf(100, async () => (await fetch(link, part)).arrayBuffer());
    line(
      '64 KB from its middle, with the link checked and the course asked for',
      `p50 ${rounded(quantile(took, 0.5))} ms, p95 ${rounded(quantile(took, 0.95))} ms`,
    );
  } finally {
    bare.close();
  }
}

const median = (values: number[]) =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/** What another process reads in MB/s, and the most memory this one had meanwhile in bytes. */
async function readBy(readers: number, url: string): Promise<{ rate: number; most: number }> {
  const script = fileURLToPath(new URL('./get.mjs', import.meta.url));
  let most = 0;
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, String(readers), url]);
    const { seconds, bytes } = read.parse(JSON.parse(stdout));
    if (bytes !== readers * SIZE) throw new Error(`${bytes} bytes came`);
    return { rate: bytes / MB / seconds, most };
  } finally {
    clearInterval(look);
  }
}

async function filmOf({ app, communityId, home }: BenchStage): Promise<{ asset: Asset; memberId: string }> {
  const { members, courses } = app.rooms;
  const maker = (await members.ranked(communityId)).find(({ rank }) => rank === 'owner');
  const memberId = maker?.id ?? '';
  const text = (name: string, words: string) => ({
    name,
    size: words.length,
    open: async () => once(Buffer.from(words)),
  });
  const started = performance.now();
  await courses.upload(communityId, {
    byId: memberId,
    files: [
      text('course.md', '---\ntitle: Film\nslug: film\nfree: true\n---\n'),
      text('one.md', '# One\n\n[The film](film.mp4)\n'),
      { name: 'film.mp4', size: SIZE, open: async () => film() },
    ],
  });
  const rate = SIZE / MB / ((performance.now() - started) / 1_000);
  line(`taking the film in: spooled, hashed, checked, stored (in ${home})`, `${rounded(rate)} MB/s`);
  await courses.publish(communityId, { slug: 'film', byId: memberId });
  const { liveId } = await courses.course(communityId, 'film');
  const { assets } = await courses.version(communityId, liveId ?? '');
  const asset = assets.find(({ name }) => name === 'film.mp4');
  if (!asset) throw new Error('the film was not taken');
  return { asset, memberId };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** An MP4 with nothing to see in it: what it is, how long, and a lot of data. */
async function* film(): AsyncGenerator<Uint8Array> {
  const box = (type: string, content: Buffer, length = content.length) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(length + 8, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content]);
  };
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1_000, 12);
  header.writeUInt32BE(60_000, 16);
  const start = Buffer.concat([
    box('ftyp', Buffer.from('isom\x00\x00\x02\x00isomiso2mp41', 'latin1')),
    box('moov', box('mvhd', header)),
  ]);
  const rest = SIZE - start.length - 8;
  yield Buffer.concat([start, box('mdat', Buffer.alloc(0), rest)]);
  const piece = Buffer.alloc(65_536, 7);
  for (let left = rest; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
}
