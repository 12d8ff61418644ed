export type { ArchiveObject } from './archive/archive-object.ts';
export type { TamperedObject, Tampering } from './archive/tampering.ts';
export { type TrailArchive, trailArchiveOf } from './archive/trail-archive.ts';
export type { ArchiveSegment } from './archive/trail-chain.ts';
export { cloudtrailService } from './cloudtrail-service.ts';
export { setLookupThrottle } from './lookup-throttle.ts';
export { recordApiCall } from './record-api-call.ts';
export { deliverTrails, type TamperRequest, tamperWithTrail } from './trail-control.ts';
export { attachTrailLog, trailLogOf } from './trail-log.ts';
