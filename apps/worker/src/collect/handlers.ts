import {
  acquisitionJob,
  connectionTestJob,
  containmentJob,
  handlerOf,
  inventoryJob,
  type JobHandler,
  removeHeldJob,
  verifyEvidenceJob,
} from '@virga/jobs';
import { runContainment } from '../contain/run-containment.ts';
import { removeHeld } from '../custody/remove-held.ts';
import { runVerification } from '../custody/run-verification.ts';
import type { CollectParts } from '../parts.ts';
import { runAcquisition } from './run-acquisition.ts';
import { runConnectionTest } from './run-connection-test.ts';
import { runInventory } from './run-inventory.ts';

/** Jobs of the role that holds secrets. It parses nothing but answers of cloud APIs. */
export function collectHandlers(parts: CollectParts): JobHandler[] {
  const over =
    <Payload>(work: (payload: Payload) => Promise<void>) =>
    async (payload: Payload) => {
      await work(payload);
      return undefined;
    };
  return [
    handlerOf(
      acquisitionJob,
      over((payload) => runAcquisition(parts, payload.acquisitionId)),
    ),
    handlerOf(
      connectionTestJob,
      over((payload) => runConnectionTest(parts, payload.connectionTestId)),
    ),
    handlerOf(
      inventoryJob,
      over((payload) => runInventory(parts, payload.inventoryRunId)),
    ),
    handlerOf(
      containmentJob,
      over((payload) => runContainment(parts, payload.actionId)),
    ),
    handlerOf(
      removeHeldJob,
      over((payload) => removeHeld(parts, payload.removalId)),
    ),
    handlerOf(
      verifyEvidenceJob,
      over((payload) => runVerification(parts, payload.verificationId)),
    ),
  ];
}
