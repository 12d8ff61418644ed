import type { JsonValue } from '../wire/service.ts';

/** A template or parameters that CloudFormation would refuse; the control plane answers 400 with the message. */
export class TemplateError extends Error {}

type JsonObject = { [name: string]: JsonValue };
const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What references in a template can point at. */
export interface TemplateScope {
  /** Values of parameters and pseudo parameters (`AWS::AccountId`). */
  parameters: Record<string, JsonValue>;
  /** Logical id → `Ref` value and attributes. */
  resources: Record<string, { ref: string; attributes: Record<string, string> }>;
  /** Condition name → whether it holds. */
  conditions: Record<string, boolean>;
}

function reference(name: string, scope: TemplateScope): JsonValue {
  const value = scope.parameters[name] ?? scope.resources[name]?.ref;
  if (value === undefined) throw new TemplateError(`Unresolved resource dependencies [${name}] in the template`);
  return value;
}

function attribute(path: string, scope: TemplateScope): string {
  const dot = path.indexOf('.');
  const value = scope.resources[path.slice(0, dot)]?.attributes[path.slice(dot + 1)];
  if (value === undefined) throw new TemplateError(`Template error: instance of Fn::GetAtt references ${path}`);
  return value;
}

function asText(value: JsonValue, where: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`Template error: ${where} must be text`);
}

function substitute(argument: JsonValue, scope: TemplateScope): string {
  const [text, given] = Array.isArray(argument) ? [argument[0], argument[1]] : [argument, undefined];
  const own = isObject(given) ? given : {};
  return asText(text, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, inner: string) => {
    if (literal === '!') return `\${${inner}}`;
    const name = inner.trim();
    if (own[name] !== undefined) return asText(resolveTemplateValue(own[name], scope), name);
    return name.includes('.') && !name.startsWith('AWS::')
      ? attribute(name, scope)
      : asText(reference(name, scope), name);
  });
}

function list(argument: JsonValue, name: string): JsonValue[] {
  if (!Array.isArray(argument)) throw new TemplateError(`Template error: ${name} takes a list`);
  return argument;
}

function intrinsic(name: string, argument: JsonValue, scope: TemplateScope): JsonValue {
  switch (name) {
    case 'Ref':
      return reference(asText(argument, 'Ref'), scope);
    case 'Fn::GetAtt':
      return attribute(Array.isArray(argument) ? argument.join('.') : asText(argument, name), scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Join': {
      const [separator, parts] = list(argument, name);
      const texts = list(resolveTemplateValue(parts, scope), name).map((part) => asText(part, name));
      return texts.join(asText(separator, name));
    }
    case 'Fn::Split': {
      const [separator, text] = list(argument, name);
      return asText(resolveTemplateValue(text, scope), name).split(asText(separator, name));
    }
    case 'Fn::Select': {
      const [index, parts] = list(argument, name);
      return list(resolveTemplateValue(parts, scope), name)[Number(index)];
    }
    case 'Fn::If': {
      const [condition, then, otherwise] = list(argument, name);
      return resolveTemplateValue(scope.conditions[asText(condition, name)] ? then : otherwise, scope);
    }
    default:
      throw new TemplateError(`Template error: ${name} is not supported by the range`);
  }
}

/** Resolves Ref, GetAtt, Sub, Join, Split, Select and If; `AWS::NoValue` removes the member or list entry. */
export function resolveTemplateValue(value: JsonValue, scope: TemplateScope): JsonValue {
  if (Array.isArray(value)) {
    return value.map((entry) => resolveTemplateValue(entry, scope)).filter((entry) => entry !== undefined);
  }
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  const only = names[0];
  if (names.length === 1 && only !== undefined && (only === 'Ref' || only.startsWith('Fn::'))) {
    if (only === 'Ref' && value.Ref === 'AWS::NoValue') return undefined;
    return intrinsic(only, value[only], scope);
  }
  const out: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    const resolved = resolveTemplateValue(inner, scope);
    if (resolved !== undefined) out[name] = resolved;
  }
  return out;
}

/** Decides one entry of a template's Conditions. */
export function isConditionTrue(value: JsonValue, scope: TemplateScope): boolean {
  if (!isObject(value)) throw new TemplateError('Template error: a condition must be a function');
  const [name = '', argument] = Object.entries(value)[0] ?? [];
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = list(resolveTemplateValue(argument, scope), name);
      return asText(left, name) === asText(right, name);
    }
    case 'Fn::Not':
      return !isConditionTrue(list(argument, name)[0], scope);
    case 'Fn::And':
      return list(argument, name).every((entry) => isConditionTrue(entry, scope));
    case 'Fn::Or':
      return list(argument, name).some((entry) => isConditionTrue(entry, scope));
    case 'Condition':
      return scope.conditions[asText(argument, name)] === true;
    default:
      throw new TemplateError(`Template error: condition ${name} is not supported by the range`);
  }
}
