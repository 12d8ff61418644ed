/** What truth.json of the range says of the staged incident, as far as these tests ask. */
export interface StagedTruth {
  now: string;
  leakedKey: { accessKeyId: string; userName: string; accountId: string };
  compromisedInstance: { id: string; accountId: string; region: string; rootVolume: string; dataVolume: string };
  trailGap: { trail: string; region: string; from: string; to: string };
  steps: { id: string; accounts: string[]; regions: string[]; eventIds: string[]; lostEventIds: string[] }[];
  /** Every log file that was delivered. */
  files: { key: string; accountId: string; region: string; trail: string; records: number; repeats: number }[];
  counts: { records: number; byAccountRegion: Record<string, number> };
}
