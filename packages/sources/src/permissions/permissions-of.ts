import type { Grant } from '@virga/domain';
import type { PermissionNeed, SourceManifest } from '@virga/source-kit';

/** Needs of one grant, each action × resource × condition once, sorted. */
export function permissionsOf(needs: Iterable<PermissionNeed>, grant: Grant): PermissionNeed[] {
  const unique = new Map<string, PermissionNeed>();
  for (const need of needs) {
    if (need.grant !== grant) continue;
    const key = `${need.action}\n${need.resource ?? '*'}\n${JSON.stringify(need.condition ?? null)}`;
    if (!unique.has(key)) unique.set(key, need);
  }
  return [...unique.values()].sort((a, b) => (a.action < b.action ? -1 : a.action > b.action ? 1 : 0));
}

export function needsOf(manifests: Iterable<SourceManifest>): PermissionNeed[] {
  return [...manifests].flatMap((manifest) => [...manifest.permissions]);
}
