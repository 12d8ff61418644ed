export { type AwsAccount, type AwsCredentials, type AwsKeys, globalRegion, memberRoleArns } from './aws-account.ts';
export { type AwsSession, type AwsSessionSettings, openAwsSession } from './aws-session.ts';
export { type CloudCall, clockOffsetMs } from './cloud-call.ts';
export { toAppError } from './to-app-error.ts';
export { type CallerIdentity, whoAmI } from './who-am-i.ts';
