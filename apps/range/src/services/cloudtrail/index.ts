export { trailArchiveOf } from './archive/trail-archive.ts';
export type { ArchiveSegment } from './archive/trail-chain.ts';
export { cloudtrailService } from './cloudtrail-service.ts';
export { setLookupThrottle } from './lookup-throttle.ts';
export { recordApiCall } from './record-api-call.ts';
export { deliverTrails, tamperWithTrail } from './trail-control.ts';
