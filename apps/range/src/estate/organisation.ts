/** The AWS organisation that the estate's accounts belong to. */
export interface OrganisationMember {
  accountId: string;
  name: string;
  email: string;
  status: 'ACTIVE' | 'SUSPENDED';
  joinedMethod: 'CREATED' | 'INVITED';
  joinedAtMs: number;
  parentId: string;
}

export interface Organisation {
  /** o-… */
  id: string;
  arn: string;
  managementAccountId: string;
  managementAccountEmail: string;
  featureSet: 'ALL';
  /** r-… */
  rootId: string;
  units: { id: string; name: string; parentId: string }[];
  members: OrganisationMember[];
}
