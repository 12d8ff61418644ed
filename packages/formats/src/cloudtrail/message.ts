import type { Identity } from './identity.ts';
import { actionPhrases } from './message-phrases.ts';
import type { OutcomeRead } from './outcome.ts';
import type { SourceAddress } from './source-address.ts';

interface MessageInput {
  identity: Identity;
  action: string;
  service: string | null;
  region: string | null;
  targets: string[];
  outcome: OutcomeRead;
  address: SourceAddress;
}

/** One plain sentence: who did what to what, from where, and how it ended. Wording comes from the phrase table. */
export function buildMessage(input: MessageInput): string {
  const { outcome, address, action } = input;
  const phrase = actionPhrases.get(action) ?? 'called|call {action} on {service}{ for target}';
  const past = fill(phrase, 0, input);
  const from = address.ip === null ? '' : ` from ${address.ip}`;
  const who = nameOf(input.identity);
  if (outcome.isDryRun)
    return `${who} checked the permission to ${fill(phrase, 1, input)}${from} (dry run: allowed, nothing was done)`;
  if (outcome.outcome === 'success') return `${who} ${past}${from}`;
  if (outcome.outcome === 'started') return `${who} began to ${fill(phrase, 1, input)}${from}`;
  const end = outcome.outcome === 'denied' ? 'was denied' : 'failed';
  const code = outcome.errorCode === null ? '' : ` (${outcome.errorCode})`;
  return `${who} tried to ${fill(phrase, 1, input)}${from} and ${end}${code}`;
}

/** `form` 0 takes the past tense, 1 the infinitive of the phrase's first word. */
function fill(phrase: string, form: 0 | 1, input: MessageInput): string {
  const space = phrase.indexOf(' ');
  const bar = phrase.indexOf('|');
  const verb = form === 0 ? phrase.slice(0, bar) : phrase.slice(bar + 1, space);
  const target = input.targets[0];
  const rest = phrase
    .slice(space)
    .replace('{action}', () => input.action)
    .replace('{service}', () => input.service ?? 'an unnamed service')
    .replace('{ for target}', () => (target === undefined ? '' : ` for ${target}`))
    .replace('{target}', () => target ?? 'an unnamed resource')
    .replace('{region}', () => input.region ?? 'an unnamed region');
  return verb + rest;
}

function nameOf(identity: Identity): string {
  const { actor, actorType } = identity;
  if (actor === null) return 'Someone unnamed';
  if (actorType === 'Root') return `The root user of ${identity.actorAccount ?? 'an unnamed account'}`;
  const match = /^arn:[^:]*:(?:iam|sts):[^:]*:[^:]*:(?:user\/(?:.*\/)?|assumed-role\/|federated-user\/)(.+)$/.exec(
    actor,
  );
  return match ? match[1]! : actor;
}
