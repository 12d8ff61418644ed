import type { Params, ParamValue } from './service.ts';

interface Node {
  value?: string;
  children: Map<string, Node>;
}

const MAX_DEPTH = 16;

function insert(root: Node, path: string[], value: string): void {
  let node = root;
  for (const step of path) {
    let child = node.children.get(step);
    if (!child) {
      child = { children: new Map() };
      node.children.set(step, child);
    }
    node = child;
  }
  node.value = value;
}

function isList(node: Node): boolean {
  if (node.children.size === 0) return false;
  for (const name of node.children.keys()) if (!/^\d{1,6}$/.test(name)) return false;
  return true;
}

function collapse(node: Node): ParamValue {
  if (node.children.size === 0) return node.value ?? '';
  const member = node.children.get('member');
  if (member && node.children.size === 1 && isList(member)) return collapse(member);
  if (isList(node)) {
    const order = [...node.children.entries()].sort((a, b) => Number(a[0]) - Number(b[0]));
    return order.map(([, child]) => collapse(child)) as ParamValue;
  }
  const out: Params = {};
  for (const [name, child] of node.children) out[name] = collapse(child);
  return out;
}

/**
 * Form of an AWS Query request as a tree: numbered steps become arrays in the order of their numbers,
 * `X.member.N` becomes the array X. All leaves are strings. Action and Version are left out.
 */
export function parseQueryParams(form: URLSearchParams): Params {
  const root: Node = { children: new Map() };
  for (const [name, value] of form) {
    if (name === 'Action' || name === 'Version') continue;
    const path = name.split('.');
    if (path.length <= MAX_DEPTH && !path.includes('__proto__')) insert(root, path, value);
  }
  const out: Params = {};
  for (const [name, child] of root.children) out[name] = collapse(child);
  return out;
}
