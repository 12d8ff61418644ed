import { type CloudTrailFacts, textAt } from './cloudtrail-facts.ts';

type Condition = (facts: CloudTrailFacts) => boolean;

/** AdministratorAccess attached, or an inline statement that allows everything. */
export const grantsAdmin: Condition = (facts) => {
  const text = facts.requestText();
  if (/policy\/(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)"/.test(text)) return true;
  return /"Effect":"Allow"/.test(text) && /"Action":(?:"\*"|\["\*"|"\*:\*")/.test(text);
};

/** A policy that allows everyone: Principal `*` without being a denial. */
export const allowsEveryone: Condition = (facts) =>
  /"Principal":(?:"\*"|\{"AWS":(?:"\*"|\["\*"))/.test(facts.requestText()) &&
  /"Effect":"Allow"/.test(facts.requestText());

/** A trust or resource policy that names another account than the one acting. */
export const namesOtherAccount: Condition = (facts) => {
  for (const [, account] of facts.requestText().matchAll(/arn:aws[\w-]*:(?:iam|sts)::(\d{12}):/g))
    if (account !== facts.account) return true;
  return allowsEveryone(facts) || /"Principal":\{"AWS":"\d{12}"/.test(facts.requestText());
};

/** A snapshot or image shared with everyone or with an account that is not ours. */
export const sharesOutside: Condition = (facts) => {
  const text = facts.requestText();
  if (!text.includes('"add"') && !text.includes('"valuesToAdd"')) return false;
  if (/"(?:group|groups)":"?all"?|"valuesToAdd":\["all"/.test(text)) return true;
  for (const [, account] of text.matchAll(/"(\d{12})"/g)) if (account !== facts.account) return true;
  return false;
};

export const opensToWorld: Condition = (facts) => /"(?:0\.0\.0\.0\/0|::\/0)"/.test(facts.requestText());

/** Accelerated instance types: what stolen credentials mine with. */
export const isGpuInstance: Condition = (facts) => {
  const type =
    textAt(facts.request, 'instanceType') || (/"instanceType":"([^"]+)"/.exec(facts.requestText())?.[1] ?? '');
  return /^(?:p[2-9]|g[3-9]|trn|inf|dl|gr|f[12])\w*\./.test(type);
};

export const isLongTermKey: Condition = (facts) => facts.accessKeyId.startsWith('AKIA');
export const isRoot: Condition = (facts) => facts.identityType === 'Root' && !facts.isInvokedByService;
export const isWithoutMfa: Condition = (facts) =>
  textAt(facts.extra, 'MFAUsed') === 'No' && facts.identityType !== 'AssumedRole';
export const isDisabling: Condition = (facts) =>
  /"(?:enable|Enable|status)":(?:false|"Disabled"|"Suspended")/.test(facts.requestText());
export const removesPublicBlock: Condition = (facts) =>
  /"[A-Za-z]*(?:Block|Ignore|Restrict)Public[A-Za-z]*":(?:false|"false")/.test(facts.requestText());
