export {
  aCase,
  aMember,
  anAccess,
  anAccount,
  anAcquisition,
  anEvidenceItem,
  aPrincipal,
  aTimelineEvent,
  aUser,
} from './builders.ts';
export { hostileStrings } from './hostile.ts';
export { type AuthorityMood, startAuthority, type TestAuthority } from './start-authority.ts';
export { type RangeOptions, startRange, type TestRange } from './start-range.ts';
export { startRedis, type TestRedis } from './start-redis.ts';
export { type TestDatabase, testDatabase, testServerUrl } from './test-database.ts';
