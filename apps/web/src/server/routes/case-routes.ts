import { closeCase, reopenCase } from '../cases/close-case.ts';
import { createCase } from '../cases/create-case.ts';
import { getCase } from '../cases/get-case.ts';
import { getFirstSteps } from '../cases/get-first-steps.ts';
import { getOverview } from '../cases/get-overview.ts';
import { joinCase } from '../cases/join-case.ts';
import { listActivity } from '../cases/list-activity.ts';
import { listCases } from '../cases/list-cases.ts';
import { listMembers } from '../cases/list-members.ts';
import { setMembers } from '../cases/set-members.ts';
import { updateCase } from '../cases/update-case.ts';
import { inCase, onPlatform, platformCallOf } from '../http/api-context.ts';
import { followLive } from '../live/follow-live.ts';
import { removeNote, updateNote } from '../notes/change-note.ts';
import { createNote } from '../notes/create-note.ts';
import { listNotes } from '../notes/list-notes.ts';
import { getReport, listReports } from '../reports/read-reports.ts';
import { approveReport, createReport } from '../reports/write-report.ts';
import { os } from './implement.ts';

export const caseRoutes = {
  cases: os.cases.router({
    list: os.cases.list.handler(onPlatform(listCases)),
    create: os.cases.create.handler(onPlatform(createCase)),
    get: os.cases.get.handler(inCase(getCase)),
    update: os.cases.update.handler(inCase(updateCase)),
    close: os.cases.close.handler(inCase(closeCase)),
    reopen: os.cases.reopen.handler(inCase(reopenCase)),
    members: os.cases.members.handler(inCase(listMembers)),
    setMembers: os.cases.setMembers.handler(inCase(setMembers)),
    join: os.cases.join.handler(onPlatform(joinCase)),
  }),
  overview: os.overview.router({
    get: os.overview.get.handler(inCase(getOverview)),
    firstSteps: os.overview.firstSteps.handler(onPlatform(getFirstSteps)),
    activity: os.overview.activity.handler(onPlatform(listActivity)),
  }),
  notes: os.notes.router({
    list: os.notes.list.handler(inCase(listNotes)),
    create: os.notes.create.handler(inCase(createNote)),
    update: os.notes.update.handler(inCase(updateNote)),
    remove: os.notes.remove.handler(inCase(removeNote)),
  }),
  reports: os.reports.router({
    list: os.reports.list.handler(inCase(listReports)),
    create: os.reports.create.handler(inCase(createReport)),
    get: os.reports.get.handler(inCase(getReport)),
    approve: os.reports.approve.handler(inCase(approveReport)),
  }),
  live: os.live.router({
    stream: os.live.stream.handler(async ({ context }) => followLive(platformCallOf(context), context.lastEventId)),
  }),
};
