import type { NetworkInterface } from '../../estate/types.ts';
import type { Operation, Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { ec2Arn, listParam, notFound, regionOf } from './region-state.ts';

/** The interface that a call names. */
export function interfaceOf(call: RangeCall, id = String(call.params.NetworkInterfaceId)): NetworkInterface {
  const nic = regionOf(call).networkInterfaces[id];
  if (!nic) throw notFound('InvalidNetworkInterfaceID', 'networkInterface ID', id);
  return nic;
}

function checkGroups(call: RangeCall, nic: NetworkInterface, groupIds: string[]): void {
  const { securityGroups } = regionOf(call);
  for (const id of groupIds) {
    const group = securityGroups[id];
    if (!group) throw notFound('InvalidGroup', 'security group', id);
    if (group.vpcId !== nic.vpcId) {
      throw new ServiceError(
        'InvalidGroup.NotFound',
        400,
        `You have specified two resources that belong to different networks.`,
      );
    }
  }
  if (groupIds.length > 5)
    throw new ServiceError(
      'SecurityGroupsPerInterfaceLimitExceeded',
      400,
      'The maximum number of security groups per interface has been reached.',
    );
}

function modifyInterface(call: RangeCall) {
  const nic = interfaceOf(call);
  if (nic.requesterManaged) {
    throw new ServiceError(
      'OperationNotPermitted',
      400,
      `You do not have permission to modify network interface '${nic.id}'.`,
    );
  }
  const { params } = call;
  const groups = listParam(call, 'SecurityGroupId');
  if (groups.length > 0) {
    checkGroups(call, nic, groups);
    nic.groupIds = groups;
  }
  const description = (params.Description as Params | undefined)?.Value;
  if (description !== undefined) nic.description = String(description);
  const check = (params.SourceDestCheck as Params | undefined)?.Value;
  if (check !== undefined) nic.sourceDestCheck = check === 'true';
  const attachment = params.Attachment as Params | undefined;
  if (attachment?.DeleteOnTermination !== undefined && nic.attachment) {
    nic.attachment.deleteOnTermination = attachment.DeleteOnTermination === 'true';
  }
  if (groups.length === 0 && description === undefined && check === undefined && !attachment) {
    throw new ServiceError('MissingParameter', 400, 'No attributes specified.');
  }
  return { xml: { return: true } };
}

export const interfaceChangeOperations: Record<string, Operation> = {
  ModifyNetworkInterfaceAttribute: {
    required: ['NetworkInterfaceId'],
    mutates: true,
    authorize: (call) => {
      const nic = interfaceOf(call);
      const action = 'ec2:ModifyNetworkInterfaceAttribute';
      const groups = listParam(call, 'SecurityGroupId').map((id) => ({
        action,
        resource: ec2Arn(call, 'security-group', id),
        resourceTags: regionOf(call).securityGroups[id]?.tags ?? {},
      }));
      return [{ action, resource: ec2Arn(call, 'network-interface', nic.id), resourceTags: nic.tags }, ...groups];
    },
    handle: modifyInterface,
  },
};
