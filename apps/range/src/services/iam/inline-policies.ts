import type { Operation, RangeCall } from '../../wire/service.ts';
import { changeableRoleOf, documentOf, groupOf, noSuchEntity, onEntity, roleOf, userOf } from './entities.ts';
import { encodedDocument } from './entity-xml.ts';
import { pagedReply } from './page.ts';

interface HolderKind {
  /** `User` in `PutUserPolicy`. */
  word: 'User' | 'Role' | 'Group';
  entity: 'user' | 'role' | 'group';
  read(call: RangeCall): Holder;
  change(call: RangeCall): Holder;
}

interface Holder {
  name: string;
  inlinePolicies: Record<string, string>;
}

const KINDS: HolderKind[] = [
  { word: 'User', entity: 'user', read: userOf, change: userOf },
  { word: 'Role', entity: 'role', read: roleOf, change: changeableRoleOf },
  { word: 'Group', entity: 'group', read: groupOf, change: groupOf },
];

function ofKind(kind: HolderKind): Record<string, Operation> {
  const { word } = kind;
  const holderName = `${word}Name`;
  const authorize = onEntity(kind.entity);
  const missing = (call: RangeCall): never => {
    throw noSuchEntity(`The ${kind.entity} policy with name ${String(call.params.PolicyName)} cannot be found.`);
  };
  return {
    [`List${word}Policies`]: {
      required: [holderName],
      authorize,
      handle: (call) =>
        pagedReply(call, 'PolicyNames', Object.keys(kind.read(call).inlinePolicies).sort(), (name) => name),
    },
    [`Get${word}Policy`]: {
      required: [holderName, 'PolicyName'],
      authorize,
      handle: (call) => {
        const holder = kind.read(call);
        const name = String(call.params.PolicyName);
        const document = holder.inlinePolicies[name] ?? missing(call);
        return { xml: { [holderName]: holder.name, PolicyName: name, PolicyDocument: encodedDocument(document) } };
      },
    },
    [`Put${word}Policy`]: {
      required: [holderName, 'PolicyName', 'PolicyDocument'],
      authorize,
      mutates: true,
      handle: (call) => {
        kind.change(call).inlinePolicies[String(call.params.PolicyName)] = documentOf(call, 'identity');
        return {};
      },
    },
    [`Delete${word}Policy`]: {
      required: [holderName, 'PolicyName'],
      authorize,
      mutates: true,
      handle: (call) => {
        const holder = kind.change(call);
        const name = String(call.params.PolicyName);
        if (holder.inlinePolicies[name] === undefined) missing(call);
        delete holder.inlinePolicies[name];
        return {};
      },
    },
  };
}

/** List, Get, Put and Delete of inline policies for users, roles and groups. */
export const inlinePolicyOperations: Record<string, Operation> = Object.assign({}, ...KINDS.map(ofKind));
