import type { CaseAccess } from '@virga/domain';
import type { RowAnnotation, TimelineStore } from '../store.ts';

/** An engine with the doors that its contract needs around it. Made with `contractTokenKey` and `contractNow`. */
export interface StoreUnderTest {
  store: TimelineStore;
  /** A fresh case. */
  makeCase(): Promise<CaseAccess>;
  /** A fresh evidence item of the case, shown as E-number; its id. */
  makeEvidence(caseId: string, number: number): Promise<string>;
  annotate(caseId: string, eventId: string, annotation: RowAnnotation): Promise<void>;
  comment(caseId: string, eventId: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export const contractTokenKey = new Uint8Array(32).fill(7);

/** 2025-10-02, inside the generated times, so that relative times find something. */
export const contractNow = 1_759_363_200_000_000n;
