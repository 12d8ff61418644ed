export type { Instance as Ec2Instance, Snapshot as Ec2Snapshot, Volume as Ec2Volume } from '@aws-sdk/client-ec2';
export { type AwsAccount, type AwsCredentials, type AwsKeys, globalRegion, memberRoleArns } from './aws-account.ts';
export { type AwsSession, type AwsSessionSettings, openAwsSession } from './aws-session.ts';
export { type CloudCall, clockOffsetMs } from './cloud-call.ts';
export { toAppError } from './to-app-error.ts';
export { type CallerIdentity, whoAmI } from './who-am-i.ts';
