import type { Operation } from '../../wire/service.ts';
import { iamOf, instanceProfileOf, onEntity, roleOf } from './entities.ts';
import { instanceProfileXml } from './entity-xml.ts';
import { byPath, pagedReply } from './page.ts';

export const instanceProfileOperations: Record<string, Operation> = {
  ListInstanceProfiles: {
    handle: (call) => {
      const iam = iamOf(call);
      return pagedReply(call, 'InstanceProfiles', byPath(call, iam.instanceProfiles), (entry) =>
        instanceProfileXml(iam, entry),
      );
    },
  },
  GetInstanceProfile: {
    required: ['InstanceProfileName'],
    authorize: onEntity('instance-profile'),
    handle: (call) => ({ xml: { InstanceProfile: instanceProfileXml(iamOf(call), instanceProfileOf(call)) } }),
  },
  ListInstanceProfilesForRole: {
    required: ['RoleName'],
    authorize: onEntity('role'),
    handle: (call) => {
      const iam = iamOf(call);
      const { name } = roleOf(call);
      const holding = Object.values(iam.instanceProfiles).filter((profile) => profile.roleName === name);
      return pagedReply(call, 'InstanceProfiles', holding, (entry) => instanceProfileXml(iam, entry));
    },
  },
};
