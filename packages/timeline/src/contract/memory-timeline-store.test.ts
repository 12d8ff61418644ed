import type { CaseAccess } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { memoryTimeline } from './memory-timeline-store.ts';
import { contractNow, contractTokenKey } from './store-under-test.ts';
import { timelineStoreContract } from './timeline-store-contract.ts';

timelineStoreContract(async () => {
  const memory = memoryTimeline({ pageTokenKey: contractTokenKey, now: () => contractNow });
  return {
    store: memory.store,
    makeCase: async () =>
      ({ caseId: newId(), userId: newId(), role: 'analyst', permission: 'timeline:read' }) as CaseAccess,
    makeEvidence: async (_caseId, number) => {
      const id = newId();
      memory.numberEvidence(id, number);
      return id;
    },
    annotate: async (caseId, eventId, annotation) => memory.annotate(caseId, eventId, annotation),
    comment: async (caseId, eventId, text) => memory.comment(caseId, eventId, text),
    close: async () => undefined,
  };
}, 20);
