export { assertLease, claimLease, type Lease, type LeaseKind, leaseLost, releaseLease, renewLease } from './lease.ts';
export { listStaleAcquisitions, listStaleActions, listStaleParseRuns, type StaleRow } from './list-stale.ts';
