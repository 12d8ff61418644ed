import type { RegionState } from '../../estate/types.ts';
import type { AuthorizationRequest, Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { applyFilters } from './filters.ts';
import { pageOf } from './page.ts';
import { ec2Arn, listParam, regionOf } from './region-state.ts';
import { tagContext, tagList } from './tag-specifications.ts';

interface Taggable {
  type: string;
  tags: Record<string, string>;
}

type Collection = [type: string, items: (region: RegionState) => Record<string, { tags: Record<string, string> }>];

/** Resource type by the prefix of its id. */
const COLLECTIONS: Record<string, Collection> = {
  i: ['instance', (region) => region.instances],
  vol: ['volume', (region) => region.volumes],
  snap: ['snapshot', (region) => region.snapshots],
  sg: ['security-group', (region) => region.securityGroups],
  eni: ['network-interface', (region) => region.networkInterfaces],
  vpc: ['vpc', (region) => region.vpcs],
  subnet: ['subnet', (region) => region.subnets],
  acl: ['network-acl', (region) => region.networkAcls],
  rtb: ['route-table', (region) => region.routeTables],
  igw: ['internet-gateway', (region) => region.internetGateways],
  eipalloc: ['elastic-ip', (region) => region.addresses],
  ami: ['image', (region) => region.images],
  fl: ['vpc-flow-log', (region) => region.flowLogs],
};

function find(call: RangeCall, id: string): Taggable {
  const collection = COLLECTIONS[id.slice(0, id.indexOf('-'))];
  const item = collection?.[1](regionOf(call))[id];
  if (!collection || !item) throw new ServiceError('InvalidID', 400, `The ID '${id}' is not valid`);
  return { type: collection[0], tags: item.tags };
}

function authorizeEach(call: RangeCall): AuthorizationRequest[] {
  const requested = Object.fromEntries(tagList(call).map((tag) => [tag.key, tag.value ?? '']));
  return listParam(call, 'ResourceId').map((id) => {
    const { type, tags } = find(call, id);
    return {
      action: `ec2:${call.operation}`,
      resource: ec2Arn(call, type, id),
      resourceTags: tags,
      context: tagContext(requested),
    };
  });
}

function createTags(call: RangeCall) {
  const targets = listParam(call, 'ResourceId').map((id) => find(call, id));
  for (const { tags } of targets) {
    for (const { key, value } of tagList(call)) tags[key] = value ?? '';
    if (Object.keys(tags).length > 50) throw new ServiceError('TagLimitExceeded', 400, 'More than 50 tags specified');
  }
  return { xml: { return: true } };
}

/** Without a value the tag goes whatever its value; with one only if it matches; without tags all of them go. */
function deleteTags(call: RangeCall) {
  const wanted = tagList(call);
  for (const { tags } of listParam(call, 'ResourceId').map((id) => find(call, id))) {
    const doomed = wanted.length === 0 ? Object.keys(tags).map((key) => ({ key, value: undefined })) : wanted;
    for (const { key, value } of doomed) if (value === undefined || tags[key] === value) delete tags[key];
  }
  return { xml: { return: true } };
}

function describeTags(call: RangeCall) {
  const region = regionOf(call);
  const all = Object.values(COLLECTIONS).flatMap(([resourceType, items]) =>
    Object.entries(items(region)).flatMap(([resourceId, item]) =>
      Object.entries(item.tags).map(([key, value]) => ({ resourceId, resourceType, key, value })),
    ),
  );
  const found = applyFilters(
    call,
    all.map((entry) => ({ ...entry, tags: { [entry.key]: entry.value } })),
    {
      key: (entry) => [entry.key],
      value: (entry) => [entry.value],
      'resource-id': (entry) => [entry.resourceId],
      'resource-type': (entry) => [entry.resourceType],
    },
  );
  const { items, nextToken } = pageOf(call, found);
  return { xml: { tagSet: items.map(({ tags: _, ...shown }) => shown), nextToken } };
}

export const tagOperations: Record<string, Operation> = {
  DescribeTags: { handle: describeTags },
  CreateTags: { required: ['ResourceId.0', 'Tag.0'], mutates: true, authorize: authorizeEach, handle: createTags },
  DeleteTags: { required: ['ResourceId.0'], mutates: true, authorize: authorizeEach, handle: deleteTags },
};
