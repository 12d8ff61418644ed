import type { AccessKey, IamUser } from '../../estate/types.ts';
import { base32Text } from '../../wire/derived-values.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { iamOf, noSuchEntity, onEntity, userOf } from './entities.ts';
import { iamTime } from './entity-xml.ts';
import { pagedReply } from './page.ts';

function metadataXml(user: IamUser, key: AccessKey): { [name: string]: XmlValue } {
  return { UserName: user.name, AccessKeyId: key.id, Status: key.status, CreateDate: iamTime(key.createdAtMs) };
}

function keyOf(call: RangeCall, user: IamUser): AccessKey {
  const id = String(call.params.AccessKeyId);
  const key = user.accessKeys.find((entry) => entry.id === id);
  if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
}

function createKey(call: RangeCall) {
  const user = userOf(call);
  if (user.accessKeys.length >= 2)
    throw new ServiceError('LimitExceeded', 409, 'Cannot exceed quota for AccessKeysPerUser: 2');
  const key: AccessKey = {
    id: `AKIA${base32Text(call.derive('access key', 16))}`,
    secret: call.derive('access key secret', 30).toString('base64'),
    status: 'Active',
    createdAtMs: call.nowMs,
  };
  user.accessKeys.push(key);
  return { xml: { AccessKey: { ...metadataXml(user, key), SecretAccessKey: key.secret } } };
}

function lastUsed(call: RangeCall) {
  const id = String(call.params.AccessKeyId);
  for (const user of Object.values(iamOf(call).users)) {
    const key = user.accessKeys.find((entry) => entry.id === id);
    if (!key) continue;
    const used = key.lastUsed;
    // A key never used has no date, and N/A for the rest (IAM API, AccessKeyLastUsed).
    const content = used
      ? { LastUsedDate: iamTime(used.atMs), ServiceName: used.serviceName, Region: used.region }
      : { ServiceName: 'N/A', Region: 'N/A' };
    return { xml: { UserName: user.name, AccessKeyLastUsed: content } };
  }
  // A foreign or unknown key is answered like this, not with NoSuchEntity.
  throw new ServiceError(
    'AccessDenied',
    403,
    `User: ${call.principal.arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${id}`,
  );
}

const authorize = onEntity('user');

export const accessKeyOperations: Record<string, Operation> = {
  ListAccessKeys: {
    authorize,
    handle: (call) => {
      const user = userOf(call);
      return pagedReply(call, 'AccessKeyMetadata', user.accessKeys, (key) => metadataXml(user, key));
    },
  },
  GetAccessKeyLastUsed: { required: ['AccessKeyId'], handle: lastUsed },
  CreateAccessKey: {
    authorize,
    mutates: true,
    handle: createKey,
    trail: (_, reply) => {
      const key = (reply?.xml?.AccessKey ?? {}) as Record<string, string>;
      const shown = {
        userName: key.UserName,
        accessKeyId: key.AccessKeyId,
        status: key.Status,
        createDate: key.CreateDate,
      };
      return { responseElements: reply ? { accessKey: shown } : null };
    },
  },
  UpdateAccessKey: {
    required: ['AccessKeyId', 'Status'],
    authorize,
    mutates: true,
    handle: (call) => {
      const status = call.params.Status;
      if (status !== 'Active' && status !== 'Inactive') {
        throw new ServiceError(
          'ValidationError',
          400,
          `Value '${String(status)}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
        );
      }
      keyOf(call, userOf(call)).status = status;
      return {};
    },
  },
  DeleteAccessKey: {
    required: ['AccessKeyId'],
    authorize,
    mutates: true,
    handle: (call) => {
      const user = userOf(call);
      const key = keyOf(call, user);
      user.accessKeys = user.accessKeys.filter((entry) => entry !== key);
      return {};
    },
  },
};
