import { createHash, randomBytes } from 'node:crypto';
import {
  type Acquisition,
  authorise,
  type Case,
  type CloudAccount,
  type Database,
  type EvidenceItem,
  type Principal,
  type User,
} from '@virga/database';
import type { CaseAccess, Permission, Role, TimelineEvent } from '@virga/domain';
import { newId } from '@virga/domain/ids';

function random(): string {
  return randomBytes(4).toString('hex');
}

/** A user who may sign in with no password (set `passwordHash` for one). */
export async function aUser(db: Database, fields: Partial<User> = {}): Promise<User> {
  const name = `analyst-${random()}`;
  return db.prisma.user.create({
    data: { id: newId(), email: `${name}@example.org`, name, role: 'analyst', ...fields },
  });
}

/** An open case with one lead as its member (also its creator), or the given users. */
export async function aCase(db: Database, options: { members?: User[]; title?: string } = {}): Promise<Case> {
  const members = options.members ?? [await aUser(db, { role: 'lead' })];
  const createdById = members[0]?.id ?? newId();
  return db.prisma.case.create({
    data: {
      id: newId(),
      title: options.title ?? `Case ${random()}`,
      createdById,
      members: { create: members.map((user) => ({ userId: user.id, addedById: createdById })) },
    },
  });
}

export async function aMember(db: Database, caseId: string, role: Role = 'analyst'): Promise<User> {
  const user = await aUser(db, { role });
  await db.prisma.caseMember.create({ data: { caseId, userId: user.id, addedById: user.id } });
  return user;
}

/** An AWS account; with `caseId` also granted to that case. */
export async function anAccount(
  db: Database,
  options: { caseId?: string; staged?: boolean } & Partial<CloudAccount> = {},
): Promise<CloudAccount> {
  const { caseId, ...fields } = options;
  const createdById = newId();
  return db.prisma.cloudAccount.create({
    data: {
      id: newId(),
      provider: 'aws',
      name: `account-${random()}`,
      externalAccountId: String(BigInt(`0x${randomBytes(5).toString('hex')}`))
        .padStart(12, '1')
        .slice(0, 12),
      credentialKind: 'role',
      externalId: random(),
      regions: ['us-east-1'],
      createdById,
      ...fields,
      roleArns: {},
      ...(caseId ? { cases: { create: { caseId, grantedById: createdById } } } : {}),
    },
  });
}

export async function anAcquisition(
  db: Database,
  caseId: string,
  fields: Partial<Omit<Acquisition, 'checkpoint' | 'progress' | 'held' | 'parameters'>> = {},
): Promise<Acquisition> {
  const requestedById = newId();
  return db.prisma.acquisition.create({
    data: { id: newId(), caseId, sourceId: 'aws/cloudtrail', target: 'trail', requestedById, ...fields },
  });
}

export async function anEvidenceItem(
  db: Database,
  caseId: string,
  fields: Partial<Omit<EvidenceItem, 'origin' | 'ledger' | 'independentCount'>> = {},
): Promise<EvidenceItem> {
  const { _max } = await db.prisma.evidenceItem.aggregate({ where: { caseId }, _max: { number: true } });
  return db.prisma.evidenceItem.create({
    data: {
      id: newId(),
      caseId,
      number: (_max.number ?? 0) + 1,
      title: 'CloudTrail',
      sourceId: 'aws/cloudtrail',
      kind: 'pack',
      format: 'aws/cloudtrail',
      ...fields,
    },
  });
}

/** What the web app would have established for this user's session, password just confirmed. */
export function aPrincipal(user: User): Principal {
  return { userId: user.id, role: user.role as Role, sessionId: newId(), stepUpAt: new Date() };
}

/** A real access, by the one door: the user must be a member and hold the permission. */
export async function anAccess(db: Database, user: User, caseId: string, permission: Permission): Promise<CaseAccess> {
  return authorise(db, aPrincipal(user), permission, caseId);
}

export function aTimelineEvent(fields: Partial<TimelineEvent> = {}): TimelineEvent {
  const uid = fields.uid ?? random();
  const hash = createHash('sha256').update(uid).digest('hex');
  return {
    id: hash.slice(0, 32),
    timeMicros: 1_790_000_000_000_000n,
    timePrecision: 'second',
    timeRaw: '2026-09-21T14:13:20Z',
    timeMeaning: 'Event',
    source: 'aws/cloudtrail',
    provider: 'aws',
    account: '111122223333',
    region: 'us-east-1',
    service: 'ec2.amazonaws.com',
    action: 'DescribeInstances',
    outcome: 'success',
    errorCode: null,
    actor: 'arn:aws:iam::111122223333:user/ana',
    actorType: 'IAMUser',
    actorAccount: '111122223333',
    credential: null,
    session: null,
    correlation: [],
    sourceIp: '198.51.100.7',
    sourcePort: null,
    destinationIp: null,
    destinationPort: null,
    protocol: null,
    bytesIn: null,
    bytesOut: null,
    packets: null,
    userAgent: 'aws-cli/2.9.19',
    host: null,
    target: null,
    targets: [],
    message: 'DescribeInstances by ana',
    severity: 'info',
    detections: [],
    uid,
    contentHash: hash,
    own: false,
    attributes: {},
    record: { evidenceId: newId(), object: 'log.json', offset: 0, length: 2 },
    parser: 'aws/cloudtrail@1',
    ...fields,
  };
}
