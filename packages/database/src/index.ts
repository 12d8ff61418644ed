export * from './access/index.ts';
export {
  grantAccount,
  listCaseAccounts,
  readCaseAccount,
  revokeAccount,
} from './accounts/case-accounts.ts';
export { lockSealing } from './accounts/lock-sealing.ts';
export { createAcquisition, type NewAcquisition } from './acquisitions/create-acquisition.ts';
export {
  askHeldRemoval,
  finishHeldRemoval,
  type NewHeldRemoval,
  openHeldRemovals,
} from './acquisitions/held-removals.ts';
export {
  type LogFields,
  listAcquisitionLog,
  listAcquisitions,
  logAcquisition,
  readAcquisition,
  requestCancel,
  retryAcquisition,
} from './acquisitions/read-acquisitions.ts';
export {
  type AcquisitionChange,
  type ClaimedAcquisition,
  claimAcquisition,
  finishAcquisition,
  pauseAcquisition,
  saveCheckpoint,
} from './acquisitions/run-acquisition.ts';
export { type ActionChange, claimAction, finishAction, saveAction } from './actions/run-action.ts';
export { type AuditFields, type AuditFilter, audit, listAudit } from './audit/audit.ts';
export { type SealMark, sealAudit } from './audit/audit-seal.ts';
export { type AuditVerdict, verifyAudit } from './audit/verify-audit.ts';
export { addMember, joinAsAdmin, listMembers, type MemberView, removeMember } from './cases/case-members.ts';
export {
  type CaseChange,
  createCase,
  listMyCases,
  type NewCase,
  readCase,
  setCaseStatus,
  updateCase,
} from './cases/cases.ts';
export { lockCase } from './cases/lock-case.ts';
export { clientOf, inTransaction } from './client/in-transaction.ts';
export { type Database, type OpenDatabaseOptions, openDatabase, type Transaction } from './client/open-database.ts';
export {
  headsToAnchor,
  listAnchors,
  type NewAnchor,
  readAnchorFailure,
  saveAnchor,
  saveAnchorFailure,
} from './custody/anchors.ts';
export { appendCustody } from './custody/append-custody.ts';
export {
  type DueVerification,
  dueVerifications,
  nightlyBytes,
  staleVerifications,
} from './custody/due-verifications.ts';
export {
  type CustodyPage,
  type HeadFields,
  lastCustody,
  listCustody,
  listHeads,
  saveHead,
} from './custody/read-custody.ts';
export {
  type AskedVerification,
  askVerification,
  type BrokenCase,
  brokenCases,
  claimVerification,
  finishVerification,
  keepVerification,
  listVerifications,
  type VerificationResult,
} from './custody/verifications.ts';
export { createExport, type ExportChange, listExports, readExport, updateExport } from './evidence/evidence-exports.ts';
export {
  createEvidenceItem,
  type EvidenceChange,
  type EvidenceState,
  evidenceStates,
  listEvidence,
  type NewEvidenceItem,
  readEvidenceItem,
  updateEvidenceItem,
} from './evidence/evidence-items.ts';
export {
  type ClaimedParseRun,
  claimParseRun,
  createParseRun,
  finishParseRun,
  listParseRuns,
  type ParseRunChange,
  saveParseCheckpoint,
  swapGeneration,
} from './evidence/parse-runs.ts';
export { addSeekPoints, clearSeekPoints, findSeekPoint, type IndexedObject } from './evidence/seek-points.ts';
export type {
  AccountMember,
  AccountSecret,
  Acquisition,
  AcquisitionLog,
  ActionStep,
  AnchorAttempt,
  Annotation,
  AnnotationChange,
  ApiToken,
  AuditRow,
  Case,
  CaseAccount,
  CaseMember,
  CaseNote,
  CloudAccount,
  ConnectionTest,
  ContainmentAction,
  CoverageEntry,
  CustodyAnchor,
  CustodyHead,
  CustodyRow,
  EvaporationClock,
  EventComment,
  EvidenceExport,
  EvidenceItem,
  EvidenceVerification,
  HeldRemoval,
  InventoryItem,
  InventoryRun,
  LiveEvent,
  ParseRun,
  PrismaClient,
  ProcessHeartbeat,
  Report,
  ReportFile,
  SavedSearch,
  Session,
  Setting,
  TimelineRow,
  Upload,
  User,
} from './generated/client.ts';
export { Prisma } from './generated/client.ts';
export * from './leases/index.ts';
export { emitLive, type LiveFields, type LiveKind, liveKinds } from './live/emit-live.ts';
export { type LiveListener, listenLive } from './live/listen-live.ts';
export { liveHead, liveTail, pruneLive, readLive } from './live/read-live.ts';
export {
  applyMigrations,
  type DatabaseUrls,
  findDatabase,
  type PrepareOptions,
  prepareDatabase,
  type RolePasswords,
  roleUrls,
} from './migrations/index.ts';
export { createUser, findUserByEmail, listUsers, type NewUser, type UserView } from './people/users.ts';
export {
  type ContainmentSwitch,
  readContainmentSwitch,
  writeContainmentSwitch,
} from './settings/containment-switch.ts';
export { beat, listLiving } from './settings/heartbeat.ts';
export { limitsKey, readLimits } from './settings/read-limits.ts';
export { readSetting, writeSetting } from './settings/settings.ts';
