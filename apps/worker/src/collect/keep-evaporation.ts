import type { CaseScope, CloudAccount } from '@virga/database';
import { nowMicros } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { type EvaporationFacts, evaporation, type Inventory, type InventoryEntry } from '@virga/sources/aws';
import { manifests } from '@virga/sources/catalog';
import type { CollectParts } from '../parts.ts';

interface Target {
  region: string;
  target: string;
  label: string;
  facts: Partial<EvaporationFacts>;
}

function instanceTarget(entry: InventoryEntry): Target {
  const { attributes } = entry;
  return {
    region: entry.region,
    target: entry.resourceId,
    label: entry.name === entry.resourceId ? entry.resourceId : `${entry.name} (${entry.resourceId})`,
    facts: {
      instance: {
        state: String(attributes.state ?? ''),
        isSpot: attributes.lifecycle === 'spot',
        scalingGroup:
          typeof attributes.scalingGroup === 'string' && attributes.scalingGroup !== 'unknown'
            ? attributes.scalingGroup
            : null,
        hasInstanceStore: attributes.rootDevice === 'instance-store',
        deleteOnTermination: attributes.deleteOnTermination === true,
      },
    },
  };
}

/** One clock per source and target that is not collected; collected ones keep theirs with the acquisition's id. */
export async function keepEvaporation(
  parts: CollectParts,
  scope: CaseScope,
  account: CloudAccount,
  inventory: Inventory,
): Promise<void> {
  const { caseId } = scope;
  const hasTrail = inventory.entries.some((entry) => entry.kind === 'trail');
  const incident = await parts.db.prisma.case.findUniqueOrThrow({
    where: { id: caseId },
    select: { incidentStartMicros: true },
  });
  const instances = inventory.entries
    .filter((entry) => entry.kind === 'instance' && entry.attributes.state !== 'terminated')
    .map(instanceTarget);
  const whole: Target = {
    region: 'global',
    target: account.externalAccountId,
    label: `${account.name} (${account.externalAccountId})`,
    facts: { hasTrail },
  };
  for (const manifest of manifests) {
    const targets = manifest.targets.includes('account')
      ? [whole]
      : manifest.targets.includes('instance')
        ? instances
        : [];
    for (const { region, target, label, facts } of targets) {
      const common = {
        nowMicros: nowMicros(),
        ...(incident.incidentStartMicros === null ? {} : { incidentMicros: incident.incidentStartMicros }),
      };
      const clock = evaporation(manifest, target, { ...common, ...facts });
      const collected = await parts.db.prisma.acquisition.findFirst({
        where: { caseId, sourceId: manifest.id, target, state: { in: ['sealed', 'parsing', 'done'] } },
        select: { id: true },
      });
      const columns = {
        cloudAccountId: account.id,
        label: `${manifest.title}: ${label}`,
        ends: clock.ends,
        goneAtMicros: clock.goneAtMicros,
        basis: clock.basis,
        volatility: clock.volatility,
        acquisitionId: collected?.id ?? null,
      };
      await parts.db.prisma.evaporationClock.upsert({
        where: { caseId_sourceId_region_target: { caseId, sourceId: manifest.id, region, target } },
        create: { id: newId(), caseId, sourceId: manifest.id, region, target, ...columns },
        update: columns,
      });
    }
  }
}
