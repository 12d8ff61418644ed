import type { PrepareOptions } from '@virga/database';
import type { EvidenceStore } from '@virga/evidence-store';

export interface RestoreRequest {
  from: string;
  home: string;
  /** Superuser of the embedded server, or the owner's URL of a server of one's own. */
  ownerUrl: string;
  prepare: PrepareOptions;
  store: EvidenceStore;
  say(line: string): void;
}

/** Where evidence is written until everything is in place. */
export const besideOf = (store: EvidenceStore): string => `${store.place}.restoring`;
