import type { PermissionNeed, SourceManifest } from '@virga/source-kit';
import { cloudTrailManifest } from './aws/cloudtrail/manifest.ts';
import { ec2DiskManifest } from './aws/ec2-disk/manifest.ts';
import { ec2MetadataManifest } from './aws/ec2-metadata/manifest.ts';
import { platformNeeds } from './aws/inventory/permissions.ts';
import { cloudFormationTemplate } from './permissions/cloud-formation-template.ts';
import { needsOf } from './permissions/permissions-of.ts';

export { platformNeeds } from './aws/inventory/permissions.ts';
export { jobTag } from './aws/job-tag.ts';
export { cloudFormationTemplate, roleNames } from './permissions/cloud-formation-template.ts';
export { needsOf, permissionsOf } from './permissions/permissions-of.ts';
export { sessionPolicyFor } from './permissions/session-policy-for.ts';

/** Every source, in the order of the acquire page. Data only: importing this loads no SDK and no parser. */
export const manifests: readonly SourceManifest[] = [cloudTrailManifest, ec2MetadataManifest, ec2DiskManifest];

export function findManifest(sourceId: string): SourceManifest | undefined {
  return manifests.find((manifest) => manifest.id === sourceId);
}

/** Template for the customer's account: sources, platform, and the containment actions' needs handed in. */
export function accountTemplate(containNeeds: readonly PermissionNeed[]) {
  return cloudFormationTemplate([...platformNeeds, ...needsOf(manifests), ...containNeeds]);
}
