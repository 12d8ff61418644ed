import { parseArgs } from 'node:util';
import { stageBlocks } from './range-blocks.ts';
import { sealDisk } from './seal-disk.ts';

/** A process of its own that seals the range's 16 GiB disk and reads it back; the parent reads its memory from /proc. */
const { values } = parseArgs({ options: { place: { type: 'string' } } });
const stage = await stageBlocks();
process.stdout.write('staged\n');
await sealDisk(stage, values.place!, true);
process.stdout.write('sealed\n');
// Until the parent has read what it wants to know.
process.stdin.resume();
process.stdin.once('end', async () => {
  stage.session.close();
  await stage.range.stop();
  process.exit(0);
});
