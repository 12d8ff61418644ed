import type { CaseScope, CloudAccount } from '@virga/database';
import { type JsonValue, toJsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { type EventRow, goneFromEvents, type Inventory, type InventoryKind } from '@virga/sources/aws';
import type { CollectParts } from '../parts.ts';

const pageRows = 20_000;
/** Beyond this the oldest rows are not looked at; said in the log. */
const rowsMax = 1_000_000;

interface Row {
  id: string;
  time_micros: string;
  action: string;
  target: string | null;
  targets: string[];
  region: string | null;
  account: string | null;
  outcome: string;
  attributes: Record<string, JsonValue>;
}

/** Successful CloudTrail rows of the account on this case's timeline, newest first. */
async function readEvents(parts: CollectParts, caseId: string, account: string): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  let last: { time: string; id: string } | null = null;
  for (;;) {
    const page: { rows: Row[] } = await parts.db.pool.query<Row>(
      `SELECT id, time_micros, action, target, targets, region, account, outcome, attributes FROM timeline_event
       WHERE case_id = $1 AND source = 'aws/cloudtrail' AND account = $2 AND outcome = 'success' AND NOT own
         AND ($3::bigint IS NULL OR (time_micros, id) < ($3::bigint, $4)) ORDER BY time_micros DESC, id DESC LIMIT $5`,
      [caseId, account, last?.time ?? null, last?.id ?? null, pageRows],
    );
    for (const row of page.rows) rows.push({ ...row, timeMicros: BigInt(row.time_micros) });
    const end = page.rows.at(-1);
    if (!end || page.rows.length < pageRows || rows.length >= rowsMax) return rows;
    last = { time: end.time_micros, id: end.id };
  }
}

/** What the log names and the account no longer has: marked gone, with what survives of it. */
export async function keepGone(
  parts: CollectParts,
  scope: CaseScope,
  account: CloudAccount,
  inventory: Inventory,
  complete: ReadonlySet<InventoryKind>,
): Promise<void> {
  const { caseId } = scope;
  const { externalAccountId } = account;
  const events = await readEvents(parts, caseId, externalAccountId);
  const gone = goneFromEvents(events, inventory.entries, complete);
  await parts.db.prisma.$transaction(async (tx) => {
    await tx.inventoryItem.deleteMany({ where: { caseId, externalAccountId, presence: 'gone' } });
    await tx.inventoryItem.createMany({
      skipDuplicates: true,
      data: gone.map((resource) => ({
        id: newId(),
        caseId,
        cloudAccountId: account.id,
        externalAccountId,
        region: resource.region,
        kind: resource.kind,
        resourceId: resource.resourceId,
        name: resource.name,
        presence: 'gone',
        survives: toJsonValue(resource.survives) as never,
        attributes: { goneAt: resource.goneAtMicros === null ? null : resource.goneAtMicros.toString() },
        firstSeenMicros: resource.firstSeenMicros,
        lastSeenMicros: resource.lastSeenMicros,
        updatedAt: new Date(),
      })),
    });
  });
}
