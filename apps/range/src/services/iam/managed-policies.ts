import type { ManagedPolicy } from '../../estate/types.ts';
import { base32Text } from '../../wire/derived-values.ts';
import type { Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { alreadyExists, documentOf, iamOf, managedPolicyOf, noSuchEntity, onEntity } from './entities.ts';
import { attachmentCount, managedPolicyXml, policyVersionXml } from './entity-xml.ts';
import { byPath, pagedReply } from './page.ts';

function listed(call: RangeCall): ManagedPolicy[] {
  const iam = iamOf(call);
  const scope = String(call.params.Scope ?? 'All');
  const local = scope === 'AWS' ? {} : iam.policies;
  const vendor = scope === 'Local' ? {} : call.estate.awsManagedPolicies;
  const all = byPath(call, { ...local, ...vendor });
  return call.params.OnlyAttached === 'true' ? all.filter((policy) => attachmentCount(iam, policy.arn) > 0) : all;
}

function createPolicy(call: RangeCall): ManagedPolicy {
  const iam = iamOf(call);
  const name = String(call.params.PolicyName);
  const path = String(call.params.Path ?? '/');
  const arn = `arn:aws:iam::${call.accountId}:policy${path}${name}`;
  if (iam.policies[arn])
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  const policy: ManagedPolicy = {
    name,
    path,
    id: `ANPA${base32Text(call.derive('policy', 17))}`,
    arn,
    description: String(call.params.Description ?? ''),
    createdAtMs: call.nowMs,
    updatedAtMs: call.nowMs,
    defaultVersionId: 'v1',
    versions: [{ id: 'v1', document: documentOf(call, 'identity'), createdAtMs: call.nowMs }],
  };
  iam.policies[arn] = policy;
  return policy;
}

function createVersion(call: RangeCall) {
  const policy = iamOf(call).policies[String(call.params.PolicyArn)];
  if (!policy) throw noSuchEntity(`Policy ${String(call.params.PolicyArn)} was not found.`);
  if (policy.versions.length >= 5) {
    throw new ServiceError(
      'LimitExceeded',
      409,
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
  }
  const highest = Math.max(...policy.versions.map((version) => Number(version.id.slice(1))));
  const version = { id: `v${highest + 1}`, document: documentOf(call, 'identity'), createdAtMs: call.nowMs };
  policy.versions.push(version);
  policy.updatedAtMs = call.nowMs;
  if (call.params.SetAsDefault === 'true') policy.defaultVersionId = version.id;
  return { xml: { PolicyVersion: policyVersionXml(policy, version, false) } };
}

const authorize = onEntity('policy');

export const managedPolicyOperations: Record<string, Operation> = {
  ListPolicies: {
    handle: (call) => pagedReply(call, 'Policies', listed(call), (policy) => managedPolicyXml(iamOf(call), policy)),
  },
  GetPolicy: {
    required: ['PolicyArn'],
    authorize,
    handle: (call) => ({ xml: { Policy: managedPolicyXml(iamOf(call), managedPolicyOf(call)) } }),
  },
  ListPolicyVersions: {
    required: ['PolicyArn'],
    authorize,
    handle: (call) => {
      const policy = managedPolicyOf(call);
      const newestFirst = [...policy.versions].reverse();
      return pagedReply(call, 'Versions', newestFirst, (version) => policyVersionXml(policy, version, false));
    },
  },
  GetPolicyVersion: {
    required: ['PolicyArn', 'VersionId'],
    authorize,
    handle: (call) => {
      const policy = managedPolicyOf(call);
      const version = policy.versions.find((entry) => entry.id === call.params.VersionId);
      if (!version) throw noSuchEntity(`Policy ${policy.arn} version ${String(call.params.VersionId)} does not exist.`);
      return { xml: { PolicyVersion: policyVersionXml(policy, version, true) } };
    },
  },
  CreatePolicy: {
    required: ['PolicyName', 'PolicyDocument'],
    authorize,
    mutates: true,
    handle: (call) => ({ xml: { Policy: managedPolicyXml(iamOf(call), createPolicy(call)) } }),
  },
  CreatePolicyVersion: { required: ['PolicyArn', 'PolicyDocument'], authorize, mutates: true, handle: createVersion },
};
