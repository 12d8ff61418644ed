import { randomUUID } from 'node:crypto';
import type { SeededCase } from './seed-case.ts';

/** Ids that a sample may need beyond those of its case. */
export interface SampleFacts extends SeededCase {
  /** Everybody who must stay a member. */
  memberIds: string[];
  /** A user to be managed, and one of his sessions. */
  victimId: string;
  victimTokenId: string;
  victimSessionId: string;
  /** Of the caller himself. */
  ownSessionId: string;
  ownTokenId: string;
}

export interface Sample {
  /** Of the path. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Names of the ids (of params, query or body) that belong to a case: swapped one by one for those of another case. */
  nested?: (keyof SeededCase)[];
}

type Samples = Record<string, (facts: SampleFacts) => Sample>;
const none = (): Sample => ({});
const passwordBody = (): Sample => ({ body: { password: 'wrong password here' } });

const platformSamples: Samples = {
  'session.options': none,
  'session.me': none,
  'session.end': none,
  'session.list': none,
  'session.endOne': ({ ownSessionId: sessionId }) => ({ params: { sessionId } }),
  'session.changePassword': () => ({ body: { current: 'wrong password', next: 'another long passphrase' } }),
  'session.stepUp': passwordBody,
  'session.endStepUp': none,
  'session.startSecondFactor': none,
  'session.confirmSecondFactor': () => ({ body: { secret: 'A'.repeat(32), code: '000000' } }),
  'session.removeSecondFactor': none,
  'tokens.list': none,
  'tokens.create': ({ caseId }) => ({
    body: { name: 't', permissions: ['case:list'], caseIds: [caseId], days: 1 },
    nested: ['caseId'],
  }),
  'tokens.revoke': ({ ownTokenId: tokenId }) => ({ params: { tokenId } }),
  'users.list': none,
  'users.create': () => ({ body: { email: `${randomUUID()}@test.invalid`, name: 'New', role: 'analyst' } }),
  'users.update': ({ victimId: userId }) => ({ params: { userId }, body: { name: 'Renamed' } }),
  'users.resetPassword': ({ victimId: userId }) => ({ params: { userId }, body: { reason: 'asked by phone' } }),
  'users.resetSecondFactor': ({ victimId: userId }) => ({ params: { userId }, body: { reason: 'lost the phone' } }),
  'users.tokens': ({ victimId: userId }) => ({ params: { userId } }),
  'users.revokeToken': ({ victimId: userId, victimTokenId: tokenId }) => ({ params: { userId, tokenId } }),
  'users.endSession': ({ victimId: userId, victimSessionId: sessionId }) => ({ params: { userId, sessionId } }),
  'users.sessions': ({ victimId: userId }) => ({ params: { userId } }),
  'users.endSessions': ({ victimId: userId }) => ({ params: { userId } }),
  'audit.list': none,
  'audit.state': none,
  'audit.verify': none,
  'audit.export': () => ({ query: { format: 'csv' } }),
  'settings.get': none,
  'settings.update': () => ({ body: { limits: { jsonDepth: 64 } } }),
  'accounts.list': none,
  'accounts.get': ({ accountId }) => ({ params: { accountId }, nested: ['accountId'] }),
  'accounts.register': () => ({
    body: {
      provider: 'aws',
      name: 'New',
      externalAccountId: String(Math.floor(1e11 + Math.random() * 8e11)),
      kind: 'single',
      credentialKind: 'static',
      regions: ['eu-central-1'],
      secrets: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'canary-secret-wJalrXUtnFEMI' },
    },
  }),
  'accounts.update': ({ accountId }) => ({ params: { accountId }, body: { name: 'Renamed' } }),
  'accounts.template': ({ accountId }) => ({ params: { accountId }, query: { format: 'yaml' }, nested: ['accountId'] }),
  'accounts.test': ({ accountId }) => ({ params: { accountId } }),
  'accounts.getTest': ({ accountId, testId }) => ({ params: { accountId, testId }, nested: ['accountId', 'testId'] }),
  'accounts.grant': ({ accountId, caseId }) => ({ params: { accountId, caseId } }),
  'accounts.withdraw': ({ accountId }) => ({ params: { accountId, caseId: randomUUID() } }),
  'catalog.get': none,
  'cases.list': none,
  'cases.create': ({ accountId }) => ({ body: { title: 'New', accountIds: [accountId] }, nested: ['accountId'] }),
  'cases.join': ({ caseId }) => ({ params: { caseId }, body: { reason: 'asked to help' } }),
  'overview.activity': none,
  'overview.firstSteps': none,
  'live.stream': none,
  openapi: none,
};

const inCase =
  (sample: (facts: SampleFacts) => Sample) =>
  (facts: SampleFacts): Sample => {
    const made = sample(facts);
    return { ...made, params: { caseId: facts.caseId, ...made.params } };
  };
const plain = inCase(none);
const search = inCase(() => ({ body: { query: '' } }));
const byEvent = inCase(({ eventId }) => ({ params: { eventId }, nested: ['eventId'] }));
const byAction = inCase(({ actionId }) => ({ params: { actionId }, nested: ['actionId'] }));
const byAcquisition = inCase(({ acquisitionId }) => ({ params: { acquisitionId }, nested: ['acquisitionId'] }));
const byEvidence = inCase(({ evidenceId }) => ({ params: { evidenceId }, nested: ['evidenceId'] }));
const byReport = inCase(({ reportId }) => ({ params: { reportId }, nested: ['reportId'] }));
const tus = { 'tus-resumable': '1.0.0' };
const byUpload = (more: Sample) => inCase(({ uploadId }) => ({ ...more, params: { uploadId }, nested: ['uploadId'] }));

const caseSamples: Samples = {
  'cases.get': plain,
  'cases.update': inCase(() => ({ body: { summary: 'changed' } })),
  'cases.close': plain,
  'cases.reopen': plain,
  'cases.members': plain,
  'cases.setMembers': inCase(({ memberIds }) => ({ body: { userIds: memberIds, reason: 'same as before' } })),
  'overview.get': plain,
  'notes.list': plain,
  'notes.create': inCase(({ eventId }) => ({
    body: { kind: 'note', text: 'n', eventIds: [eventId] },
    nested: ['eventId'],
  })),
  'notes.update': inCase(({ noteId, eventId }) => ({
    params: { noteId },
    body: { text: 'm', eventIds: [eventId] },
    nested: ['noteId', 'eventId'],
  })),
  'notes.remove': inCase(({ noteId }) => ({ params: { noteId }, nested: ['noteId'] })),
  'scope.accounts': plain,
  'scope.inventory': plain,
  'scope.runs': plain,
  'scope.refresh': inCase(({ accountId }) => ({ body: { accountId }, nested: ['accountId'] })),
  'scope.evaporation': plain,
  'scope.coverage': plain,
  'acquisitions.list': plain,
  'acquisitions.get': byAcquisition,
  'acquisitions.log': byAcquisition,
  'acquisitions.start': inCase(({ accountId }) => ({
    body: {
      sourceId: 'aws/ec2-disk',
      accountId,
      parameters: { instanceId: 'i-0123456789abcdef0', region: 'eu-central-1' },
    },
    nested: ['accountId'],
  })),
  'acquisitions.retry': byAcquisition,
  'acquisitions.cancel': byAcquisition,
  'acquisitions.removeHeld': inCase(({ acquisitionId }) => ({
    params: { acquisitionId },
    body: { resourceId: 'snap-0', confirm: 'snap-0', reason: 'not needed' },
    nested: ['acquisitionId'],
  })),
  'evidence.list': plain,
  'evidence.get': byEvidence,
  'evidence.custody': plain,
  'evidence.verify': byEvidence,
  'evidence.answerExpansion': inCase(({ evidenceId }) => ({
    params: { evidenceId },
    body: { answer: 'leave' },
    nested: ['evidenceId'],
  })),
  'evidence.verifyAll': plain,
  'evidence.integrity': plain,
  'evidence.bytes': inCase(({ evidenceId, object }) => ({
    query: { evidenceId, object, offset: '0', length: '4' },
    nested: ['evidenceId'],
  })),
  'evidence.bag': inCase(({ evidenceId }) => ({ query: { evidenceIds: evidenceId }, nested: ['evidenceId'] })),
  'exports.plan': inCase(({ evidenceId }) => ({ body: { evidenceIds: [evidenceId] }, nested: ['evidenceId'] })),
  'uploads.list': plain,
  'uploads.seal': inCase(({ batchId }) => ({
    params: { batchId },
    body: { title: 'Files', files: [{ name: 'a', sizeBytes: '5' }] },
    nested: ['batchId'],
  })),
  'uploads.create': inCase(() => ({
    headers: {
      ...tus,
      'upload-length': '5',
      'upload-metadata': `filename ${Buffer.from('a.json').toString('base64')},batchId ${Buffer.from(randomUUID()).toString('base64')}`,
    },
  })),
  'uploads.state': byUpload({ headers: tus }),
  'uploads.append': byUpload({
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  }),
  'uploads.remove': byUpload({ headers: tus }),
  'timeline.search': search,
  'timeline.count': search,
  'timeline.position': inCase(({ eventId }) => ({ body: { query: '', eventId }, nested: ['eventId'] })),
  'timeline.histogram': search,
  'timeline.facets': inCase(() => ({ body: { query: '', fields: ['actor', 'source', 'severity'] } })),
  'timeline.facetSearch': inCase(() => ({ body: { query: '', field: 'actor', contains: '' } })),
  'timeline.complete': inCase(() => ({ body: { field: 'actor', prefix: '' } })),
  'timeline.fields': plain,
  'timeline.around': inCase(({ eventId }) => ({ body: { eventId, micros: '3600000000' }, nested: ['eventId'] })),
  'timeline.event': byEvent,
  'timeline.copies': byEvent,
  'timeline.parse': inCase(() => ({ body: { query: 'actor:x' } })),
  'timeline.export': inCase(() => ({ query: { format: 'csv' } })),
  'annotations.change': inCase(({ eventId }) => ({
    body: { change: { starred: true }, rows: { eventIds: [eventId] } },
    nested: ['eventId'],
  })),
  'annotations.history': plain,
  'annotations.undo': inCase(({ changeId }) => ({ params: { changeId }, nested: ['changeId'] })),
  'annotations.comments': byEvent,
  'annotations.comment': inCase(({ eventId }) => ({ params: { eventId }, body: { text: 'c' }, nested: ['eventId'] })),
  'annotations.removeComment': inCase(({ commentId }) => ({ params: { commentId }, nested: ['commentId'] })),
  'annotations.searches': plain,
  'annotations.saveSearch': inCase(() => ({ body: { name: randomUUID(), query: '' } })),
  'annotations.removeSearch': inCase(({ searchId }) => ({ params: { searchId }, nested: ['searchId'] })),
  'actions.list': plain,
  'actions.get': byAction,
  'actions.draft': inCase(({ accountId }) => ({
    body: {
      kind: 'aws/ec2-isolate',
      accountId,
      region: 'eu-central-1',
      target: 'i-0123456789abcdef0',
      parameters: { instanceId: 'i-0123456789abcdef0', region: 'eu-central-1' },
    },
    nested: ['accountId'],
  })),
  'actions.replan': byAction,
  'actions.submit': inCase(({ actionId, planHash }) => ({
    params: { actionId },
    body: { planHash },
    nested: ['actionId'],
  })),
  'actions.approve': inCase(({ actionId, planHash }) => ({
    params: { actionId },
    body: { planHash },
    nested: ['actionId'],
  })),
  'actions.reject': inCase(({ actionId }) => ({
    params: { actionId },
    body: { reason: 'not this way please' },
    nested: ['actionId'],
  })),
  'actions.keep': inCase(({ actionId }) => ({
    params: { actionId },
    body: { expiresAt: null, reason: 'the incident is not over' },
    nested: ['actionId'],
  })),
  'actions.apply': byAction,
  'actions.verify': byAction,
  'actions.undo': byAction,
  'reports.list': plain,
  'reports.create': inCase(() => ({ body: {} })),
  'reports.get': byReport,
  'reports.approve': byReport,
  'reports.file': inCase(({ reportId }) => ({ params: { reportId, format: 'html' }, nested: ['reportId'] })),
};

/** A request that fits each route, for a caller who may make it. The walk fails for a route that is not here. */
export const routeSamples: Samples = { ...platformSamples, ...caseSamples };
