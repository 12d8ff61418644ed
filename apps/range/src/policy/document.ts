/** A policy document in one regular form: every list is a list. */
export interface Statement {
  sid?: string;
  effect: 'Allow' | 'Deny';
  actions?: string[];
  notActions?: string[];
  resources?: string[];
  notResources?: string[];
  /** `{ AWS: [...], Service: [...] }`; `'*'` stands for everybody. */
  principal?: '*' | Record<string, string[]>;
  notPrincipal?: '*' | Record<string, string[]>;
  /** Operator → key → values. */
  conditions: Record<string, Record<string, string[]>>;
}

export interface PolicyDocument {
  version: string;
  statements: Statement[];
}

/** Thrown for text that IAM would answer with MalformedPolicyDocument. */
export class MalformedPolicy extends Error {}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function strings(value: unknown, name: string): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((entry) => {
    if (typeof entry === 'string') return entry;
    if (typeof entry === 'boolean' || typeof entry === 'number') return String(entry);
    throw new MalformedPolicy(`Syntax errors in policy: ${name} must be text or a list of text`);
  });
}

function principals(value: unknown): '*' | Record<string, string[]> {
  if (value === '*') return '*';
  if (!isObject(value)) throw new MalformedPolicy('Invalid principal in policy');
  return Object.fromEntries(Object.entries(value).map(([kind, list]) => [kind, strings(list, 'Principal')]));
}

function conditions(value: unknown): Statement['conditions'] {
  if (value === undefined) return {};
  if (!isObject(value)) throw new MalformedPolicy('Syntax errors in policy: Condition must be an object');
  const out: Statement['conditions'] = {};
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) throw new MalformedPolicy(`Syntax errors in policy: Condition ${operator}`);
    out[operator] = Object.fromEntries(Object.entries(keys).map(([key, list]) => [key, strings(list, key)]));
  }
  return out;
}

const MEMBERS = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

function statement(value: unknown): Statement {
  if (!isObject(value)) throw new MalformedPolicy('Syntax errors in policy: a statement must be an object');
  for (const name of Object.keys(value))
    if (!MEMBERS.has(name)) throw new MalformedPolicy(`Syntax errors in policy: ${name}`);
  const effect = value.Effect;
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new MalformedPolicy(`Syntax errors in policy: Effect ${String(effect)}`);
  if ((value.Action === undefined) === (value.NotAction === undefined)) {
    throw new MalformedPolicy('Policy statement must contain actions.');
  }
  const lists = (name: string): string[] | undefined =>
    value[name] === undefined ? undefined : strings(value[name], name);
  const out: Statement = { effect, conditions: conditions(value.Condition) };
  const set = <K extends keyof Statement>(key: K, entry: Statement[K] | undefined): void => {
    if (entry !== undefined) out[key] = entry;
  };
  set('sid', typeof value.Sid === 'string' ? value.Sid : undefined);
  set('actions', lists('Action'));
  set('notActions', lists('NotAction'));
  set('resources', lists('Resource'));
  set('notResources', lists('NotResource'));
  if (value.Principal !== undefined) out.principal = principals(value.Principal);
  if (value.NotPrincipal !== undefined) out.notPrincipal = principals(value.NotPrincipal);
  return out;
}

const parsed = new Map<string, PolicyDocument>();

/** Parses a policy document; the same text is parsed once. */
export function parsePolicy(text: string): PolicyDocument {
  const known = parsed.get(text);
  if (known) return known;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new MalformedPolicy('Syntax errors in policy.');
  }
  if (!isObject(json) || json.Statement === undefined) throw new MalformedPolicy('Syntax errors in policy.');
  const list = Array.isArray(json.Statement) ? json.Statement : [json.Statement];
  const version = typeof json.Version === 'string' ? json.Version : '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17')
    throw new MalformedPolicy(`Syntax errors in policy: Version ${version}`);
  const document = { version, statements: list.map(statement) };
  if (parsed.size > 2000) parsed.clear();
  parsed.set(text, document);
  return document;
}

/** Checks what IAM checks when a policy is put: an identity policy has resources and no principals, a trust policy the reverse. */
export function checkPolicyText(text: string, kind: 'identity' | 'trust'): void {
  for (const entry of parsePolicy(text).statements) {
    if (kind === 'identity') {
      if (entry.principal || entry.notPrincipal)
        throw new MalformedPolicy('Policy document should not specify a principal.');
      if (!entry.resources && !entry.notResources)
        throw new MalformedPolicy('Policy statement must contain resources.');
      continue;
    }
    if (!entry.principal && !entry.notPrincipal) throw new MalformedPolicy('Policy statement must contain principals.');
    if (entry.resources || entry.notResources) throw new MalformedPolicy('Has prohibited field Resource');
  }
}
