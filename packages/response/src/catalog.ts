import type { PermissionNeed } from '@virga/source-kit';
import { ec2IsolateManifest } from './aws/ec2-isolate/manifest.ts';
import { iamDenyAllManifest } from './aws/iam-deny-all/manifest.ts';
import type { ActionManifest } from './kit/action-manifest.ts';

/** Every containment action. Data only: importing this loads no SDK. */
export const actionManifests: readonly ActionManifest[] = [ec2IsolateManifest, iamDenyAllManifest];

/** What the contain role of an account must allow. */
export const containNeeds: readonly PermissionNeed[] = actionManifests.flatMap((manifest) => [...manifest.permissions]);

export function findAction(id: string): ActionManifest | undefined {
  return actionManifests.find((manifest) => manifest.id === id);
}
