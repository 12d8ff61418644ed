import type { Organisation, OrganisationMember } from '../../estate/types.ts';
import type { JsonValue, Operation, RangeCall, ServiceHandler } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

function organisationOf(call: RangeCall): Organisation {
  if (call.estate.accounts[call.accountId]?.inOrganisation !== true) {
    throw new ServiceError(
      'AWSOrganizationsNotInUseException',
      400,
      'Your account is not a member of an organization.',
    );
  }
  return call.estate.organisation;
}

/** Lists are for the management account (or a delegated administrator, which the range has none of). */
function managedOrganisation(call: RangeCall): Organisation {
  const organisation = organisationOf(call);
  if (organisation.managementAccountId !== call.accountId) {
    throw new ServiceError('AccessDeniedException', 400, "You don't have permissions to access this resource.");
  }
  return organisation;
}

const arnStem = (organisation: Organisation): string => `arn:aws:organizations::${organisation.managementAccountId}`;

function accountJson(organisation: Organisation, member: OrganisationMember): { [name: string]: JsonValue } {
  return {
    Id: member.accountId,
    Arn: `${arnStem(organisation)}:account/${organisation.id}/${member.accountId}`,
    Email: member.email,
    Name: member.name,
    Status: member.status,
    State: member.status,
    JoinedMethod: member.joinedMethod,
    JoinedTimestamp: member.joinedAtMs / 1000,
  };
}

function page<T>(call: RangeCall, all: T[]): { items: T[]; NextToken?: string } {
  const size = call.params.MaxResults === undefined ? 20 : Number(call.params.MaxResults);
  if (!Number.isInteger(size) || size < 1 || size > 20)
    throw new ServiceError('InvalidInputException', 400, 'You specified an invalid value for MaxResults.');
  const token = call.params.NextToken;
  const start = token === undefined || token === null ? 0 : Number(Buffer.from(String(token), 'base64url').toString());
  if (!Number.isInteger(start)) throw new ServiceError('InvalidInputException', 400, 'INVALID_NEXT_TOKEN');
  const items = all.slice(start, start + size);
  const next = start + items.length;
  return next < all.length ? { items, NextToken: Buffer.from(String(next)).toString('base64url') } : { items };
}

const operations: Record<string, Operation> = {
  DescribeOrganization: {
    handle: (call) => {
      const organisation = organisationOf(call);
      const { id, arn, featureSet, managementAccountId, managementAccountEmail } = organisation;
      return {
        json: {
          Organization: {
            Id: id,
            Arn: arn,
            FeatureSet: featureSet,
            MasterAccountId: managementAccountId,
            MasterAccountArn: `${arnStem(organisation)}:account/${id}/${managementAccountId}`,
            MasterAccountEmail: managementAccountEmail,
            AvailablePolicyTypes: [],
          },
        },
      };
    },
  },
  ListAccounts: {
    handle: (call) => {
      const organisation = managedOrganisation(call);
      const { items, NextToken } = page(call, organisation.members);
      return { json: { Accounts: items.map((member) => accountJson(organisation, member)), NextToken } };
    },
  },
  DescribeAccount: {
    required: ['AccountId'],
    handle: (call) => {
      const organisation = managedOrganisation(call);
      const member = organisation.members.find((entry) => entry.accountId === call.params.AccountId);
      if (!member)
        throw new ServiceError('AccountNotFoundException', 400, "You specified an account that doesn't exist.");
      return { json: { Account: accountJson(organisation, member) } };
    },
  },
  ListRoots: {
    handle: (call) => {
      const organisation = managedOrganisation(call);
      const Arn = `${arnStem(organisation)}:root/${organisation.id}/${organisation.rootId}`;
      return { json: { Roots: [{ Id: organisation.rootId, Arn, Name: 'Root', PolicyTypes: [] }] } };
    },
  },
};

/** AWS Organizations, a global service of us-east-1. */
export const organizationsService: ServiceHandler = {
  service: 'organizations',
  protocol: 'json-1.1',
  targetPrefix: 'AWSOrganizationsV20161128',
  globalRegion: 'us-east-1',
  operations,
};
