/** The three images of the story: the root volume now and a month ago, and the data volume. */
import type { DiskImages, FileTree } from '../../../disk/index.ts';
import { createRandom } from '../../../estate/random.ts';
import { DAY_MS, HOUR_MS } from '../cast.ts';
import { plantOnDisk } from '../plant/plant-on-disk.ts';
import { addAttackerFiles } from './attacker-files.ts';
import { type DiskFacts, HOST_MINUTES } from './facts.ts';
import { accessLog, agentLog, authLog } from './logs.ts';
import { addSystemFiles } from './system-files.ts';
import { createTreeBuilder, type TreeBuilder } from './tree-builder.ts';

const MIB = 1_048_576;

/** Images by the names that the estate's volumes carry. */
export function diskTrees(facts: DiskFacts): DiskImages {
  return {
    'web-root': () => rootTree(facts, true),
    'web-root-baseline': () => rootTree(facts, false),
    'web-data': () => dataTree(facts),
  };
}

function finish(tree: TreeBuilder, facts: DiskFacts, label: string, uuid: string, sizeMiB: number): FileTree {
  return {
    label,
    uuid,
    sizeBytes: sizeMiB * MIB,
    nodes: tree.nodes,
    madeMs: facts.imageMs,
    writtenMs: facts.cast.nowMs - HOUR_MS,
  };
}

function rootTree(facts: DiskFacts, isAfterAttack: boolean): FileTree {
  const { cast, launchedMs } = facts;
  const tree = createTreeBuilder(facts.imageMs);
  addSystemFiles(tree, facts);
  tree.file(
    '/var/log/cloud-init.log',
    `Cloud-init v. 22.2.2 finished at ${new Date(launchedMs + 90_000).toISOString()}\n`,
    launchedMs + 60_000,
  );
  const log = (path: string, text: string, mode = 0o640): void => {
    const modifiedMs = cast.nowMs - HOUR_MS;
    tree.file(path, isAfterAttack ? text : '', launchedMs + 120_000, {
      mode,
      modifiedMs: isAfterAttack ? modifiedMs : launchedMs + 120_000,
    });
  };
  log('/var/log/auth.log', authLog(facts), 0o600);
  log('/var/log/nginx/access.log', accessLog(facts));
  log('/var/log/amazon/ssm/amazon-ssm-agent.log', agentLog(facts));
  if (isAfterAttack) {
    addAttackerFiles(tree, facts);
    plantOnDisk(tree, facts);
  }
  return finish(tree, facts, '/', 'a4c1f0de-2f0b-4d7e-8a52-5d1c9b7e0001', 64);
}

/** Uploads of the shop, and the archive that the attacker packed before the snapshot was shared. */
function dataTree(facts: DiskFacts): FileTree {
  const { cast, launchedMs, at } = facts;
  const random = createRandom(cast.seed, 'data-volume');
  const tree = createTreeBuilder(launchedMs);
  for (let i = 1; i <= 24; i++) {
    const bornMs = launchedMs + random.between(1, 15 * 24) * HOUR_MS;
    tree.file(
      `/uploads/invoice-${String(i).padStart(4, '0')}.pdf`,
      random.bytes(random.between(4000, 40_000)),
      bornMs,
      { uid: 991, gid: 991 },
    );
  }
  tree.file(
    '/backup/orders.sql',
    `-- orders dump\n${'INSERT INTO orders VALUES (1);\n'.repeat(900)}`,
    launchedMs + DAY_MS,
    { mode: 0o600, accessedMs: at(HOST_MINUTES.archive) },
  );
  tree.file('/.cache/out.tar.gz', random.bytes(220_000), at(HOST_MINUTES.archive), { mode: 0o600 });
  return finish(tree, facts, 'data', 'a4c1f0de-2f0b-4d7e-8a52-5d1c9b7e0002', 32);
}
