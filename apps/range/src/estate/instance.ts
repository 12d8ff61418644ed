/** Instances and what belongs to them: profile associations, SSM agent, sockets, scaling groups. */
import type { Tags } from './network.ts';

export type InstanceStateName = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';

/** A socket open on the instance: lets containment be judged (cut, or still alive after a tracked group swap). */
export interface EstablishedConnection {
  id: string;
  direction: 'inbound' | 'outbound';
  protocol: 'tcp' | 'udp';
  networkInterfaceId: string;
  localIp: string;
  localPort: number;
  remoteIp: string;
  remotePort: number;
  process: string;
  pid: number;
  startedAtMs: number;
  /** Tracked by security groups now: swapping to a group without rules leaves it alive (EC2 user guide, connection tracking). */
  isTracked: boolean;
  state: 'established' | 'cut';
  cutAtMs?: number;
  cutBecause?: string;
  /** Opened by the attacker: known to the truth and to tests, never to an API reply. */
  isAttacker: boolean;
}

export interface BlockDevice {
  deviceName: string;
  volumeId: string;
  attachedAtMs: number;
  deleteOnTermination: boolean;
  status: 'attaching' | 'attached' | 'detaching' | 'detached';
}

export interface SsmAgent {
  pingStatus: 'Online' | 'ConnectionLost';
  lastPingAtMs: number;
  agentVersion: string;
  platformType: 'Linux' | 'Windows';
  platformName: string;
  platformVersion: string;
  computerName: string;
}

export interface Instance {
  id: string;
  reservationId: string;
  state: InstanceStateName;
  /** A state change under way (stopping, pending, shutting-down) and when it ends. */
  transition?: { to: InstanceStateName; dueAtMs: number };
  /** Text of StateTransitionReason, e.g. `User initiated (2026-11-20 03:12:44 GMT)`. */
  stateTransitionReason: string;
  stateReason?: { code: string; message: string };
  instanceType: string;
  imageId: string;
  architecture: 'x86_64' | 'arm64';
  platformDetails: string;
  keyName?: string;
  launchedAtMs: number;
  vpcId: string;
  subnetId: string;
  availabilityZone: string;
  privateIpAddress: string;
  privateDnsName: string;
  /** In order of device index; details in `RegionState.networkInterfaces`. */
  networkInterfaceIds: string[];
  rootDeviceName: string;
  blockDevices: BlockDevice[];
  ebsOptimized: boolean;
  monitoring: 'disabled' | 'enabled';
  sourceDestCheck: boolean;
  metadataOptions: { httpTokens: 'optional' | 'required'; httpPutResponseHopLimit: number; httpEndpoint: 'enabled' };
  disableApiTermination: boolean;
  disableApiStop: boolean;
  instanceInitiatedShutdownBehavior: 'stop' | 'terminate';
  userDataBase64?: string;
  /** Plain text; GetConsoleOutput gives the last 64 KiB in base64. */
  consoleOutput: string;
  consoleOutputAtMs: number;
  lifecycle?: 'spot';
  autoScalingGroupName?: string;
  ssmAgent?: SsmAgent;
  connections: EstablishedConnection[];
  tags: Tags;
}

export interface InstanceProfileAssociation {
  /** iip-assoc-… */
  id: string;
  instanceId: string;
  instanceProfileArn: string;
  /** AIPA… */
  instanceProfileId: string;
  state: 'associating' | 'associated' | 'disassociating' | 'disassociated';
  associatedAtMs: number;
}

export interface Image {
  id: string;
  name: string;
  description: string;
  ownerId: string;
  isPublic: boolean;
  architecture: 'x86_64' | 'arm64';
  platformDetails: string;
  createdAtMs: number;
  rootDeviceName: string;
  blockDevices: {
    deviceName: string;
    snapshotId?: string;
    volumeSizeGiB: number;
    volumeType: string;
    deleteOnTermination: boolean;
    encrypted: boolean;
  }[];
  tags: Tags;
}

/** Every lifecycle state that Virga's containment meets; others of the API do not occur in the estate. */
export type LifecycleState =
  | 'Pending'
  | 'InService'
  | 'EnteringStandby'
  | 'Standby'
  | 'Detaching'
  | 'Detached'
  | 'Terminating'
  | 'Terminated';

export interface AutoScalingInstance {
  instanceId: string;
  instanceType: string;
  availabilityZone: string;
  lifecycleState: LifecycleState;
  healthStatus: 'Healthy' | 'Unhealthy';
  protectedFromScaleIn: boolean;
  /** Since when its load balancer (or the instance itself) has not answered; the group replaces it after its patience. */
  unreachableSinceMs?: number;
  /** End of EnteringStandby, Pending (leaving standby) or Detaching. */
  lifecycleDueAtMs?: number;
}

export interface AutoScalingGroup {
  name: string;
  arn: string;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  defaultCooldownSeconds: number;
  availabilityZones: string[];
  /** Comma-joined on the wire as VPCZoneIdentifier. */
  subnetIds: string[];
  launchTemplate: { id: string; name: string; version: string };
  targetGroupArns: string[];
  loadBalancerNames: string[];
  healthCheckType: 'EC2' | 'ELB';
  healthCheckGracePeriodSeconds: number;
  createdAtMs: number;
  serviceLinkedRoleArn: string;
  suspendedProcesses: { name: string; reason: string }[];
  instances: AutoScalingInstance[];
  activities: {
    id: string;
    description: string;
    cause: string;
    startedAtMs: number;
    endedAtMs?: number;
    statusCode: string;
  }[];
  tags: Tags;
}
