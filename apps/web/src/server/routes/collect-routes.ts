import { cancelAcquisition, retryFailed } from '../acquisitions/control-acquisition.ts';
import { getAcquisition, getAcquisitionLog } from '../acquisitions/get-acquisition.ts';
import { listAcquisitions } from '../acquisitions/list-acquisitions.ts';
import { removeHeld } from '../acquisitions/remove-held.ts';
import { startAcquisition } from '../acquisitions/start-acquisition.ts';
import { approveAction, rejectAction } from '../actions/approve-action.ts';
import { draftAction } from '../actions/draft-action.ts';
import { keepAction } from '../actions/keep-action.ts';
import { getAction, listActions } from '../actions/read-actions.ts';
import { applyAction, replanAction, undoAction, verifyAction } from '../actions/run-action.ts';
import { submitAction } from '../actions/submit-action.ts';
import { answerExpansion } from '../evidence/answer-expansion.ts';
import { getIntegrity } from '../evidence/get-integrity.ts';
import { listCustody } from '../evidence/list-custody.ts';
import { planExport } from '../evidence/plan-export.ts';
import { getEvidence, listEvidence } from '../evidence/read-evidence.ts';
import { verifyCase, verifyEvidence } from '../evidence/verify-evidence.ts';
import { inCase } from '../http/api-context.ts';
import { listInventoryRuns, refreshInventory } from '../scope/inventory-runs.ts';
import { listCaseAccounts } from '../scope/list-case-accounts.ts';
import { listCoverage } from '../scope/list-coverage.ts';
import { listEvaporation } from '../scope/list-evaporation.ts';
import { listInventory } from '../scope/list-inventory.ts';
import { listUploads } from '../uploads/list-uploads.ts';
import { sealUploads } from '../uploads/seal-uploads.ts';
import { os } from './implement.ts';

export const collectRoutes = {
  scope: os.scope.router({
    accounts: os.scope.accounts.handler(inCase(listCaseAccounts)),
    inventory: os.scope.inventory.handler(inCase(listInventory)),
    runs: os.scope.runs.handler(inCase(listInventoryRuns)),
    refresh: os.scope.refresh.handler(inCase(refreshInventory)),
    evaporation: os.scope.evaporation.handler(inCase(listEvaporation)),
    coverage: os.scope.coverage.handler(inCase(listCoverage)),
  }),
  acquisitions: os.acquisitions.router({
    list: os.acquisitions.list.handler(inCase(listAcquisitions)),
    get: os.acquisitions.get.handler(inCase(getAcquisition)),
    log: os.acquisitions.log.handler(inCase(getAcquisitionLog)),
    start: os.acquisitions.start.handler(inCase(startAcquisition)),
    retry: os.acquisitions.retry.handler(inCase(retryFailed)),
    cancel: os.acquisitions.cancel.handler(inCase(cancelAcquisition)),
    removeHeld: os.acquisitions.removeHeld.handler(inCase(removeHeld)),
  }),
  evidence: os.evidence.router({
    list: os.evidence.list.handler(inCase(listEvidence)),
    get: os.evidence.get.handler(inCase(getEvidence)),
    custody: os.evidence.custody.handler(inCase(listCustody)),
    verify: os.evidence.verify.handler(inCase(verifyEvidence)),
    answerExpansion: os.evidence.answerExpansion.handler(inCase(answerExpansion)),
    verifyAll: os.evidence.verifyAll.handler(inCase(verifyCase)),
    integrity: os.evidence.integrity.handler(inCase(getIntegrity)),
  }),
  exports: os.exports.router({ plan: os.exports.plan.handler(inCase(planExport)) }),
  uploads: os.uploads.router({
    list: os.uploads.list.handler(inCase(listUploads)),
    seal: os.uploads.seal.handler(inCase(sealUploads)),
  }),
  actions: os.actions.router({
    list: os.actions.list.handler(inCase(listActions)),
    get: os.actions.get.handler(inCase(getAction)),
    draft: os.actions.draft.handler(inCase(draftAction)),
    replan: os.actions.replan.handler(inCase(replanAction)),
    submit: os.actions.submit.handler(inCase(submitAction)),
    approve: os.actions.approve.handler(inCase(approveAction)),
    reject: os.actions.reject.handler(inCase(rejectAction)),
    keep: os.actions.keep.handler(inCase(keepAction)),
    apply: os.actions.apply.handler(inCase(applyAction)),
    verify: os.actions.verify.handler(inCase(verifyAction)),
    undo: os.actions.undo.handler(inCase(undoAction)),
  }),
};
