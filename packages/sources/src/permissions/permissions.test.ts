import { grants } from '@virga/domain';
import type { PermissionNeed } from '@virga/source-kit';
import { expect, test } from 'vitest';
import { accountTemplate, cloudFormationTemplate, manifests, platformNeeds, sessionPolicyFor } from '../catalog.ts';
import { permissionsOf } from './permissions-of.ts';
import { sessionPolicyLimit } from './session-policy-for.ts';

interface Template {
  Parameters: Record<string, unknown>;
  Resources: Record<
    string,
    {
      Properties: {
        RoleName: string;
        AssumeRolePolicyDocument: { Statement: { Condition: unknown; Principal: unknown }[] };
        Policies: { PolicyDocument: { Statement: { Action: string[]; Resource: unknown; Condition?: unknown }[] } }[];
      };
    }
  >;
}

const contain: PermissionNeed[] = [{ action: 'ec2:StopInstances', grant: 'contain', why: 'stop' }];
const template = accountTemplate(contain) as unknown as Template;
const statements = (id: string) => template.Resources[id]!.Properties.Policies[0]!.PolicyDocument.Statement;

test('the template has one role per grant in use, each trusting one principal with the ExternalId', () => {
  expect(Object.keys(template.Resources)).toEqual(['CollectRead', 'CollectWrite', 'Contain']);
  for (const role of Object.values(template.Resources)) {
    const [trust] = role.Properties.AssumeRolePolicyDocument.Statement;
    expect(trust).toMatchObject({
      Principal: { AWS: { Ref: 'PlatformPrincipalArn' } },
      Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
    });
  }
});

test('every need of every manifest stands in the role of its grant, and writing actions in no read role', () => {
  const of = (id: string) => statements(id).flatMap((statement) => statement.Action);
  const role = { 'collect-read': 'CollectRead', 'collect-write': 'CollectWrite' } as Record<string, string>;
  for (const need of [...platformNeeds, ...manifests.flatMap((manifest) => manifest.permissions)])
    expect(of(role[need.grant]!)).toContain(need.action);
  expect(of('CollectRead').filter((action) => !/:(Describe|Get|List|Lookup|Simulate|Decrypt)/.test(action))).toEqual(
    [],
  );
  expect(of('Contain')).toEqual(['ec2:StopInstances']);
});

test('deleting snapshots and reading blocks is narrowed to what carries our tag [F1.helpers-removed]', () => {
  const narrowed = statements('CollectWrite').find((statement) => statement.Action.includes('ec2:DeleteSnapshot'));
  expect(narrowed).toMatchObject({
    Action: ['ebs:GetSnapshotBlock', 'ebs:ListSnapshotBlocks', 'ec2:DeleteSnapshot'],
    Resource: 'arn:aws:ec2:*::snapshot/*',
    Condition: { Null: { 'aws:ResourceTag/v-job': 'false' } },
  });
});

test('nothing we create in a customer account tells what we do (forensics.md, 4) [F4.opaque-names]', () => {
  const names = JSON.stringify([
    Object.values(template.Resources).map((role) => role.Properties.RoleName),
    Object.keys(template.Resources),
    JSON.stringify(template).match(/v-[a-z]+/g),
  ]);
  expect(names).not.toMatch(/forensic|incident|quarantine|\bIR\b|case/i);
});

test('each session policy fits into AssumeRole and holds exactly the source’s own actions [S4.session-policy]', () => {
  for (const source of [...manifests, { id: 'platform', permissions: platformNeeds }])
    for (const grant of grants) {
      const text = sessionPolicyFor(source.permissions, grant);
      const wanted = permissionsOf(source.permissions, grant).map((need) => need.action);
      if (text === null) {
        expect(wanted).toEqual([]);
        continue;
      }
      expect(text.length).toBeLessThanOrEqual(sessionPolicyLimit);
      expect(text).not.toContain('${');
      const policy = JSON.parse(text) as { Statement: { Action: string[] }[] };
      expect(policy.Statement.flatMap((statement) => statement.Action).sort()).toEqual([...new Set(wanted)].sort());
    }
});

test('a policy that would not fit is refused, not cut', () => {
  const many = Array.from({ length: 200 }, (_, i) => ({
    action: `ec2:DescribeThing${i}`,
    grant: 'contain' as const,
    why: '',
  }));
  expect(() => sessionPolicyFor(many, 'contain')).toThrow(RangeError);
  expect(cloudFormationTemplate(many)).toMatchObject({ Resources: { Contain: {} } });
});
