import type { InstanceProfile, InstanceProfileAssociation } from '../../estate/types.ts';
import type { AuthorizationRequest, Operation, Params, RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { applyFilters } from './filters.ts';
import { pageOf } from './page.ts';
import { ec2Arn, ec2Time, listParam, notFound, regionOf } from './region-state.ts';

function associationXml(entry: InstanceProfileAssociation): { [name: string]: XmlValue } {
  return {
    associationId: entry.id,
    instanceId: entry.instanceId,
    iamInstanceProfile: { arn: entry.instanceProfileArn, id: entry.instanceProfileId },
    state: entry.state,
    timestamp: ec2Time(entry.associatedAtMs),
  };
}

function describeAssociations(call: RangeCall) {
  const ids = listParam(call, 'AssociationId');
  const all = Object.values(regionOf(call).instanceProfileAssociations);
  const unknown = ids.find((id) => !all.some((entry) => entry.id === id));
  if (unknown) throw notFound('InvalidAssociationID', 'association ID', unknown);
  const wanted = all
    .filter((entry) => ids.length === 0 || ids.includes(entry.id))
    .map((entry) => ({ ...entry, tags: {} }));
  const found = applyFilters(call, wanted, {
    'instance-id': (entry) => [entry.instanceId],
    state: (entry) => [entry.state],
  });
  const { items, nextToken } = pageOf(call, found);
  return { xml: { iamInstanceProfileAssociationSet: items.map(associationXml), nextToken } };
}

function associationOf(call: RangeCall): InstanceProfileAssociation {
  const id = String(call.params.AssociationId);
  const found = regionOf(call).instanceProfileAssociations[id];
  if (!found) throw notFound('InvalidAssociationID', 'association ID', id);
  return found;
}

function profileOf(call: RangeCall): InstanceProfile {
  const wanted = (call.params.IamInstanceProfile ?? {}) as Params;
  const profiles = Object.values(call.estate.accounts[call.accountId]?.iam.instanceProfiles ?? {});
  const found = profiles.find((profile) => profile.arn === wanted.Arn || profile.name === wanted.Name);
  if (!found) {
    const name = String(wanted.Arn ?? wanted.Name);
    throw new ServiceError(
      'InvalidParameterValue',
      400,
      `Value (${name}) for parameter iamInstanceProfile is invalid. Invalid IAM Instance Profile`,
    );
  }
  return found;
}

/** Giving an instance a profile means passing its role (IAM user guide, "Grant a user permissions to pass a role"). */
function authorizeReplace(call: RangeCall): AuthorizationRequest[] {
  const { instanceId } = associationOf(call);
  const profile = profileOf(call);
  const role = call.estate.accounts[call.accountId]?.iam.roles[profile.roleName ?? ''];
  const tags = regionOf(call).instances[instanceId]?.tags ?? {};
  return [
    { action: `ec2:${call.operation}`, resource: ec2Arn(call, 'instance', instanceId), resourceTags: tags },
    ...(role
      ? [{ action: 'iam:PassRole', resource: role.arn, context: { 'iam:PassedToService': 'ec2.amazonaws.com' } }]
      : []),
  ];
}

function replaceAssociation(call: RangeCall) {
  const old = associationOf(call);
  const profile = profileOf(call);
  const all = regionOf(call).instanceProfileAssociations;
  delete all[old.id];
  const made: InstanceProfileAssociation = {
    id: call.newId('iip-assoc'),
    instanceId: old.instanceId,
    instanceProfileArn: profile.arn,
    instanceProfileId: profile.id,
    state: 'associated',
    associatedAtMs: call.nowMs,
  };
  all[made.id] = made;
  return { xml: { iamInstanceProfileAssociation: { ...associationXml(made), state: 'associating' } } };
}

export const profileAssociationOperations: Record<string, Operation> = {
  DescribeIamInstanceProfileAssociations: { handle: describeAssociations },
  ReplaceIamInstanceProfileAssociation: {
    required: ['AssociationId', 'IamInstanceProfile'],
    mutates: true,
    authorize: authorizeReplace,
    handle: replaceAssociation,
  },
};
