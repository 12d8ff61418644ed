import { jsonLines } from './json-lines.ts';

export interface StateLine {
  /** `interfaces[0].groups`, as far down as the states are objects or arrays. */
  path: string;
  /** One text per state, in the order given; `not there` where a state has no such member. */
  values: string[];
  differs: boolean;
}

const missing = 'not there';

/** States side by side, leaf by leaf, in the order in which members first appear. */
export function compareStates(states: readonly unknown[]): StateLine[] {
  const leaves = states.map((state) => new Map(leavesOf('', state)));
  const paths = [...new Set(leaves.flatMap((map) => [...map.keys()]))];
  return paths.map((path) => {
    const values = leaves.map((map) => map.get(path) ?? missing);
    return { path: path === '' ? 'value' : path, values, differs: values.some((value) => value !== values[0]) };
  });
}

function leavesOf(path: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, jsonLines(value).join('\n')]];
  const entries = Array.isArray(value)
    ? value.map((element, index): [string, unknown] => [`${path}[${index}]`, element])
    : Object.entries(value).map(([name, inner]): [string, unknown] => [path ? `${path}.${name}` : name, inner]);
  return entries.length === 0 ? [[path, 'none']] : entries.flatMap(([inner, leaf]) => leavesOf(inner, leaf));
}
