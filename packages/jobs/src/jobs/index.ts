import { acquisitionJob } from './acquisition.ts';
import { connectionTestJob } from './connection-test.ts';
import { containmentJob } from './containment.ts';
import { exportEvidenceJob } from './export-evidence.ts';
import { inventoryJob } from './inventory.ts';
import { parseEvidenceJob } from './parse-evidence.ts';
import { receiveUploadJob } from './receive-upload.ts';
import { removeHeldJob } from './remove-held.ts';
import { renderReportJob } from './render-report.ts';
import { verifyEvidenceJob } from './verify-evidence.ts';

export {
  acquisitionJob,
  connectionTestJob,
  containmentJob,
  exportEvidenceJob,
  inventoryJob,
  parseEvidenceJob,
  receiveUploadJob,
  removeHeldJob,
  renderReportJob,
  verifyEvidenceJob,
};

/** Every job there is. */
export const allJobs = [
  acquisitionJob,
  connectionTestJob,
  containmentJob,
  exportEvidenceJob,
  inventoryJob,
  parseEvidenceJob,
  receiveUploadJob,
  removeHeldJob,
  renderReportJob,
  verifyEvidenceJob,
];
