import { type ConditionContext, substituteVariables } from './condition-context.ts';
import type { Statement } from './document.ts';
import { OPERATORS } from './operators.ts';

type Quantifier = 'ForAllValues' | 'ForAnyValue' | undefined;

interface Parsed {
  quantifier: Quantifier;
  name: string;
  isIfExists: boolean;
}

function parseOperator(text: string): Parsed {
  const m = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(text);
  return { quantifier: m?.[1] as Quantifier, name: m?.[2] ?? text, isIfExists: m?.[3] !== undefined };
}

function holdsForKey(parsed: Parsed, actual: string[] | undefined, wanted: string[]): boolean {
  if (parsed.name === 'Null') {
    const isAbsent = actual === undefined || actual.length === 0;
    return wanted.some((value) => (value.toLowerCase() === 'true') === isAbsent);
  }
  const operator = OPERATORS[parsed.name];
  if (!operator) return false;
  if (actual === undefined || actual.length === 0) {
    return parsed.isIfExists || operator.isNegated || parsed.quantifier === 'ForAllValues';
  }
  const matches = (value: string): boolean => wanted.some((entry) => operator.compare(value, entry));
  const holds = (value: string): boolean => (operator.isNegated ? !matches(value) : matches(value));
  if (parsed.quantifier === 'ForAllValues') return actual.every(holds);
  if (parsed.quantifier === 'ForAnyValue') return actual.some(holds);
  return operator.isNegated ? actual.every(holds) : actual.some(holds);
}

/** True when every operator and every key of the block holds (an empty block holds). */
export function doConditionsHold(conditions: Statement['conditions'], context: ConditionContext): boolean {
  for (const [text, keys] of Object.entries(conditions)) {
    const parsed = parseOperator(text);
    for (const [key, values] of Object.entries(keys)) {
      const wanted = values.map((value) => substituteVariables(value, context)).filter((value) => value !== undefined);
      if (!holdsForKey(parsed, context.get(key.toLowerCase()), wanted)) return false;
    }
  }
  return true;
}
