import { randomBytes, randomUUID } from 'node:crypto';
import { appendCustody, authorise } from '@virga/database';
import type { TimelineEvent } from '@virga/domain';
import { eventId, newId, sha256Hex } from '@virga/domain/ids';
import { buildCustodyEntry } from '@virga/evidence-store';
import type { Platform } from '../server/platform/platform.ts';

/** Ids of everything one case holds. */
export interface SeededCase {
  marker: string;
  caseId: string;
  accountId: string;
  testId: string;
  runId: string;
  acquisitionId: string;
  evidenceId: string;
  object: string;
  rawText: string;
  eventId: string;
  noteId: string;
  changeId: string;
  commentId: string;
  searchId: string;
  actionId: string;
  planHash: string;
  reportId: string;
  uploadId: string;
  batchId: string;
}

/** A case with one row in every table. `marker` stands in every text of it, so that a leak shows in any answer. */
export async function seedCase(
  platform: Platform,
  ownerId: string,
  memberIds: string[],
  marker: string,
): Promise<SeededCase> {
  const { prisma } = platform.db;
  const caseId = newId();
  await prisma.case.create({
    data: {
      id: caseId,
      title: `Case ${marker}`,
      createdById: ownerId,
      members: {
        createMany: { data: [...new Set([ownerId, ...memberIds])].map((userId) => ({ userId, addedById: ownerId })) },
      },
    },
  });
  const account = await seedAccount(platform, caseId, ownerId, marker);
  const evidence = await seedEvidence(platform, caseId, ownerId, marker);
  const rest = await seedPeopleRows(platform, caseId, ownerId, marker, evidence.eventId);
  const response = await seedActionAndReport(platform, caseId, ownerId, marker, account.accountId);
  return { marker, caseId, ...account, ...evidence, ...rest, ...response };
}

async function seedAccount({ db: { prisma } }: Platform, caseId: string, ownerId: string, marker: string) {
  const accountId = newId();
  const testId = newId();
  const runId = newId();
  const externalAccountId = String(100_000_000_000 + (randomBytes(4).readUInt32BE(0) % 899_999_999_999));
  await prisma.cloudAccount.create({
    data: {
      id: accountId,
      provider: 'aws',
      name: `Account ${marker}`,
      externalAccountId,
      credentialKind: 'role',
      externalId: `ext-${marker}`,
      roleArns: Object.fromEntries(
        ['collect-read', 'collect-write', 'contain'].map((grant) => [
          grant,
          `arn:aws:iam::${externalAccountId}:role/x`,
        ]),
      ),
      regions: ['eu-central-1'],
      createdById: ownerId,
      cases: { create: { caseId, grantedById: ownerId } },
      tests: { create: { id: testId, requestedById: ownerId, state: 'done', result: { identity: marker } } },
    },
  });
  await prisma.inventoryRun.create({
    data: { id: runId, caseId, cloudAccountId: accountId, requestedById: ownerId, state: 'done' },
  });
  const place = { caseId, cloudAccountId: accountId, region: 'eu-central-1' };
  await prisma.inventoryItem.create({
    data: {
      ...place,
      id: newId(),
      externalAccountId,
      kind: 'instance',
      resourceId: 'i-0123456789abcdef0',
      name: marker,
      presence: 'live',
    },
  });
  await prisma.evaporationClock.create({
    data: {
      ...place,
      id: newId(),
      sourceId: 'aws/ec2-disk',
      target: 'i-0123456789abcdef0',
      label: marker,
      basis: marker,
      volatility: 4,
      ends: 'at',
      goneAtMicros: 1_790_000_000_000_000n,
    },
  });
  return { accountId, testId, runId, externalAccountId };
}

async function seedEvidence(platform: Platform, caseId: string, ownerId: string, marker: string) {
  const { prisma } = platform.db;
  const acquisitionId = newId();
  const evidenceId = newId();
  const object = 'log.json';
  const rawText = JSON.stringify({ eventName: 'CreateAccessKey', marker });
  await prisma.acquisition.create({
    data: {
      id: acquisitionId,
      caseId,
      sourceId: 'aws/cloudtrail',
      target: marker,
      state: 'failed',
      requestedById: ownerId,
      parameters: { marker },
    },
  });
  await prisma.acquisitionLog.create({
    data: { caseId, acquisitionId, step: 'transfer', level: 'info', message: marker },
  });
  await prisma.coverageEntry.create({
    data: {
      id: newId(),
      caseId,
      acquisitionId,
      sourceId: 'aws/cloudtrail',
      externalAccountId: '1',
      region: 'eu-central-1',
      word: 'denied',
      detail: marker,
    },
  });
  const writer = await platform.store.createItem({ caseId, evidenceId, mode: 'pack' });
  await writer.addObject({ key: object }, Buffer.from(rawText));
  const sealed = await writer.seal({ source: 'aws/cloudtrail' });
  await writer.close();
  await prisma.evidenceItem.create({
    data: {
      id: evidenceId,
      caseId,
      acquisitionId,
      number: 1,
      title: `Evidence ${marker}`,
      sourceId: 'aws/cloudtrail',
      kind: 'pack',
      format: 'aws/cloudtrail',
      state: 'done',
      sizeBytes: BigInt(sealed.manifest.sizeBytes),
      sha256: sealed.manifest.sha256,
      manifestSha256: sealed.manifestSha256,
      sealedAt: new Date(),
      eventCount: 1n,
    },
  });
  const event = eventOf(evidenceId, object, rawText, marker);
  await platform.timeline.append({ caseId, evidenceId, rows: [{ event, rawText: [marker, 'CreateAccessKey'] }] });
  const access = await authorise(platform.db, { userId: ownerId, role: 'lead' }, 'evidence:read', caseId);
  await appendCustody(platform.db, access, (previous) =>
    buildCustodyEntry(previous, {
      caseId,
      what: 'evidence sealed',
      actor: { userId: ownerId, name: marker, cloudIdentity: null },
      when: { ours: '2026-11-22T12:00:00.000000Z', provider: null, offsetMs: null },
      evidenceId,
      hash: sealed.manifestSha256,
      hashedAt: 'first byte received',
      requestIds: [],
      tool: 'virga test',
      details: { marker },
    }),
  );
  return { acquisitionId, evidenceId, object, rawText, eventId: event.id };
}

export function eventOf(evidenceId: string, object: string, rawText: string, marker: string): TimelineEvent {
  const absent = {
    region: null,
    service: null,
    errorCode: null,
    actorType: null,
    actorAccount: null,
    credential: null,
    session: null,
    sourcePort: null,
    destinationIp: null,
    destinationPort: null,
    protocol: null,
    bytesIn: null,
    bytesOut: null,
    packets: null,
    userAgent: null,
    host: null,
  };
  return {
    ...absent,
    id: eventId({ evidenceId, path: [object], locator: '0', index: 0 }),
    timeMicros: 1_790_000_000_123_456n,
    timePrecision: 'microsecond',
    timeRaw: '2026-09-21T14:13:20.123456Z',
    timeMeaning: 'Event',
    source: 'aws/cloudtrail',
    provider: 'aws',
    account: marker,
    action: 'CreateAccessKey',
    outcome: 'success',
    actor: marker,
    correlation: [],
    sourceIp: '198.51.100.7',
    target: marker,
    targets: [marker],
    message: `=${marker} created a key`,
    severity: 'high',
    detections: [{ ruleId: 'r1', title: marker, severity: 'high', techniques: ['T1098'], tactics: ['persistence'] }],
    uid: marker,
    contentHash: sha256Hex(rawText),
    own: false,
    attributes: { marker },
    record: { evidenceId, object, offset: 0, length: Buffer.byteLength(rawText) },
    parser: 'aws/cloudtrail@1',
  };
}

async function seedPeopleRows(
  { db: { prisma } }: Platform,
  caseId: string,
  userId: string,
  marker: string,
  event: string,
) {
  const ids = {
    noteId: newId(),
    changeId: newId(),
    commentId: newId(),
    searchId: newId(),
    uploadId: newId(),
    batchId: randomUUID(),
  };
  await prisma.caseNote.create({ data: { id: ids.noteId, caseId, kind: 'note', text: marker, authorId: userId } });
  await prisma.annotationChange.create({ data: { id: ids.changeId, caseId, userId, changes: [], label: marker } });
  await prisma.eventComment.create({ data: { id: ids.commentId, caseId, eventId: event, userId, text: marker } });
  await prisma.savedSearch.create({ data: { id: ids.searchId, caseId, userId, name: marker, query: '*' } });
  await prisma.upload.create({
    data: { id: ids.uploadId, caseId, userId, batchId: ids.batchId, name: marker, sizeBytes: 5n, state: 'received' },
  });
  return ids;
}

async function seedActionAndReport(
  { db: { prisma } }: Platform,
  caseId: string,
  userId: string,
  marker: string,
  accountId: string,
) {
  const actionId = newId();
  const reportId = newId();
  const planHash = sha256Hex(marker);
  await prisma.containmentAction.create({
    data: {
      id: actionId,
      caseId,
      kind: 'aws/ec2-isolate',
      cloudAccountId: accountId,
      region: 'eu-central-1',
      target: marker,
      plan: { summary: marker },
      planHash,
      proposedById: userId,
      steps: { create: { id: newId(), phase: 'apply', index: 0, key: 'k', title: marker } },
    },
  });
  await prisma.report.create({
    data: {
      id: reportId,
      caseId,
      version: 1,
      title: marker,
      model: { marker },
      createdById: userId,
      files: { create: { id: newId(), format: 'html', sha256: sha256Hex(marker), body: Buffer.from(marker) } },
    },
  });
  return { actionId, reportId, planHash };
}
