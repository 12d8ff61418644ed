import { accountsContract } from './accounts.ts';
import { acquisitionsContract } from './acquisitions.ts';
import { actionsContract } from './actions.ts';
import { annotationsContract } from './annotations.ts';
import { auditContract } from './audit.ts';
import { notesContract } from './case-notes.ts';
import { casesContract } from './cases.ts';
import { catalogContract } from './catalog.ts';
import { evidenceContract } from './evidence.ts';
import { exportsContract } from './exports.ts';
import { liveContract } from './live.ts';
import { overviewContract } from './overview.ts';
import { reportsContract } from './reports.ts';
import { scopeContract } from './scope.ts';
import { sessionContract } from './session.ts';
import { settingsContract } from './settings.ts';
import { timelineContract } from './timeline.ts';
import { tokensContract } from './tokens.ts';
import { uploadsContract } from './uploads.ts';
import { usersContract } from './users.ts';

/** The whole REST API below `/api/v1`. What moves bytes instead of JSON stands in plain-routes.ts. */
export const contract = {
  session: sessionContract,
  tokens: tokensContract,
  users: usersContract,
  audit: auditContract,
  settings: settingsContract,
  accounts: accountsContract,
  catalog: catalogContract,
  cases: casesContract,
  overview: overviewContract,
  notes: notesContract,
  scope: scopeContract,
  acquisitions: acquisitionsContract,
  evidence: evidenceContract,
  exports: exportsContract,
  uploads: uploadsContract,
  timeline: timelineContract,
  annotations: annotationsContract,
  actions: actionsContract,
  reports: reportsContract,
  live: liveContract,
};
export type Contract = typeof contract;
