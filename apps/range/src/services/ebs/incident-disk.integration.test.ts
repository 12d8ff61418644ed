import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EBSClient, GetSnapshotBlockCommand, paginateListSnapshotBlocks } from '@aws-sdk/client-ebs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedRange, serveForTests } from '../../scenarios/leaked-key/serve-for-tests.ts';

const FLS = '/usr/bin/fls';
let served: ServedRange;
let folder: string;
let image: string;

/** Reads a snapshot block by block into a sparse file, as a collector would. */
async function download(snapshotId: string): Promise<string> {
  const client = new EBSClient({ region: 'eu-west-1', ...served.clientOf(served.truth.accounts.production!) });
  const path = join(folder, `${snapshotId}.raw`);
  const file = await open(path, 'w');
  for await (const page of paginateListSnapshotBlocks({ client }, { SnapshotId: snapshotId })) {
    await file.truncate(page.VolumeSize! * 2 ** 30);
    for (const { BlockIndex, BlockToken } of page.Blocks ?? []) {
      const block = await client.send(new GetSnapshotBlockCommand({ SnapshotId: snapshotId, BlockIndex, BlockToken }));
      const bytes = await block.BlockData!.transformToByteArray();
      await file.write(bytes, 0, bytes.length, BlockIndex! * page.BlockSize!);
    }
  }
  await file.close();
  return path;
}

beforeAll(async () => {
  served = await serveForTests();
  folder = await mkdtemp(join(tmpdir(), 'range-disk-test-'));
  const region = served.range.estate.accounts[served.truth.accounts.production!]!.regions['eu-west-1']!;
  const baseline = Object.values(region.snapshots).find((snapshot) => snapshot.description === 'monthly baseline')!;
  const content = region.volumes[served.truth.compromisedInstance.rootVolume]!.content;
  const current = { ...baseline, id: 'snap-0bbbbbbbbbbbbbbbb', content };
  region.snapshots[current.id] = current;
  image = await download(current.id);
});

afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

/** Path → [accessed, modified, changed, born] in seconds. */
function macTimes(): Map<string, number[]> {
  const rows = execFileSync(FLS, ['-r', '-p', '-m', '/', '-o', '2048', image]).toString().split('\n');
  return new Map(
    rows
      .filter((row) => row !== '')
      .map((row) => [row.split('|')[1]!.replace('//', '/'), row.split('|').slice(7, 11).map(Number)]),
  );
}

describe.runIf(existsSync(FLS))('the disk of the compromised instance, read through EBS direct', () => {
  it('holds the traces at the times of the story', () => {
    const times = macTimes();
    const first = Date.parse(served.truth.steps[0]!.startTime) / 1000 - 120;
    const [, modified, , born] = times.get('/usr/local/bin/kworkerd')!;
    expect(born! - first).toBe(37.25 * 60);
    expect(modified).toBe(born);
    expect(times.get('/etc/cron.d/systemd-refresh')![3]! - first).toBe(38 * 60);
    const shell = times.get('/srv/shop/public/assets/.thumb.php')!;
    expect(shell[1]!).toBeLessThan(first);
    expect(shell[3]! - first).toBe(58 * 60);
    expect([...times.keys()]).toEqual(
      expect.arrayContaining([
        '/root/.ssh/authorized_keys',
        '/root/.bash_history',
        '/home/ec2-user/.bash_history',
        '/var/log/auth.log',
      ]),
    );
    expect([...times.keys()].some((path) => path.startsWith('/tmp/.x/install.sh (deleted'))).toBe(true);
  });

  it('says in its logs what the trails say', () => {
    const inode = execFileSync('/usr/bin/ifind', ['-o', '2048', '-n', '/var/log/auth.log', image]).toString().trim();
    const log = execFileSync('/usr/bin/icat', ['-o', '2048', image, inode]).toString();
    expect(log).toMatch(
      new RegExp(`Accepted publickey for root from ${served.truth.attackerAddresses[0]!.replaceAll('.', '\\.')}`),
    );
  });
});
