import type { Operation } from '../../wire/service.ts';
import { groupOf, iamOf, onEntity } from './entities.ts';
import { groupXml, userXml } from './entity-xml.ts';
import { byPath, pagedReply, pageOf } from './page.ts';

export const groupOperations: Record<string, Operation> = {
  ListGroups: { handle: (call) => pagedReply(call, 'Groups', byPath(call, iamOf(call).groups), groupXml) },
  GetGroup: {
    required: ['GroupName'],
    authorize: onEntity('group'),
    handle: (call) => {
      const group = groupOf(call);
      const members = byPath({ ...call, params: {} }, iamOf(call).users).filter((user) =>
        user.groupNames.includes(group.name),
      );
      const { items, more } = pageOf(call, members);
      return { xml: { Group: groupXml(group), Users: items.map((user) => userXml(user, false)), ...more } };
    },
  },
};
