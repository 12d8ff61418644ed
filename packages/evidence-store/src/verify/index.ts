export { type SignedHead, signedHeadSchema } from '../custody/signed-head.ts';
export type { ChainVerdict } from '../custody/verify-chain.ts';
export { readCertificates } from '../timestamp/read-certificates.ts';
export { readHeadsFile } from './read-lines.ts';
export type { CaseVerdict } from './verify-case.ts';
export * from './verify-path.ts';
