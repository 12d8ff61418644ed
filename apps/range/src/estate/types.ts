/**
 * The state of a staged estate: plain data that survives JSON, so that a range can be stopped and started again.
 * Services change it in place. Times are epoch milliseconds (`…Ms`): AWS states none of them finer.
 */
import type { Bucket } from './bucket.ts';
import type { IamState, ManagedPolicy, TemporarySession } from './identity.ts';
import type { AutoScalingGroup, Image, Instance, InstanceProfileAssociation } from './instance.ts';
import type {
  ElasticAddress,
  FlowLog,
  InternetGateway,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
} from './network.ts';
import type { Organisation } from './organisation.ts';
import type { Snapshot, Volume } from './storage.ts';
import type { Trail } from './trail.ts';

export type * from './bucket.ts';
export type * from './identity.ts';
export type * from './instance.ts';
export type * from './network.ts';
export type * from './organisation.ts';
export type * from './storage.ts';
export type * from './trail.ts';

/** Regional resources of one account, each keyed by id (scaling groups by name). */
export interface RegionState {
  name: string;
  availabilityZones: { name: string; id: string }[];
  vpcs: Record<string, Vpc>;
  subnets: Record<string, Subnet>;
  networkAcls: Record<string, NetworkAcl>;
  routeTables: Record<string, RouteTable>;
  internetGateways: Record<string, InternetGateway>;
  securityGroups: Record<string, SecurityGroup>;
  networkInterfaces: Record<string, NetworkInterface>;
  addresses: Record<string, ElasticAddress>;
  flowLogs: Record<string, FlowLog>;
  instances: Record<string, Instance>;
  instanceProfileAssociations: Record<string, InstanceProfileAssociation>;
  images: Record<string, Image>;
  volumes: Record<string, Volume>;
  snapshots: Record<string, Snapshot>;
  autoScalingGroups: Record<string, AutoScalingGroup>;
}

/** What an account is for; the roles of the story, not an AWS field. */
export type AccountRole = 'management' | 'production' | 'development' | 'log-archive' | 'responder';

export interface Account {
  /** Twelve digits. */
  id: string;
  name: string;
  email: string;
  role: AccountRole;
  /** The responder's account, where the platform's own principal lives, is outside the customer's organisation. */
  inOrganisation: boolean;
  iam: IamState;
  /** Every enabled region, whether it holds anything or not. */
  regions: Record<string, RegionState>;
  /** Trails owned by this account, by ARN. */
  trails: Record<string, Trail>;
}

export type EstateSize = 'small' | 'full';

export interface Estate {
  scenario: string;
  seed: number;
  size: EstateSize;
  /** The moment that everything staged is dated from: the first start of the range. */
  nowMs: number;
  organisation: Organisation;
  /** By account id. */
  accounts: Record<string, Account>;
  /** All buckets of all accounts: S3 names are global. */
  buckets: Record<string, Bucket>;
  /** By ARN. */
  awsManagedPolicies: Record<string, ManagedPolicy>;
  /** By access key id. */
  sessions: Record<string, TemporarySession>;
}
