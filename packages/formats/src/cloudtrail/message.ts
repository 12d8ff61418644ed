import type { Identity } from './identity.ts';
import { actionPhrases } from './message-phrases.ts';
import type { OutcomeRead } from './outcome.ts';
import type { SourceAddress } from './source-address.ts';

interface MessageInput {
  identity: Identity;
  action: string;
  service: string | null;
  targets: string[];
  outcome: OutcomeRead;
  address: SourceAddress;
}

/** One plain sentence: who did what to what, from where, and how it ended. Wording comes from the phrase table. */
export function buildMessage(input: MessageInput): string {
  const { outcome, address, action } = input;
  const phrase = cutPhrases.get(action) ?? anyPhrase;
  const from = address.ip === null ? '' : ` from ${address.ip}`;
  const who = nameOf(input.identity);
  if (outcome.isDryRun)
    return `${who} checked the permission to ${fill(phrase, 1, input)}${from} (dry run: allowed, nothing was done)`;
  if (outcome.outcome === 'success') return `${who} ${fill(phrase, 0, input)}${from}`;
  if (outcome.outcome === 'started') return `${who} began to ${fill(phrase, 1, input)}${from}`;
  const end = outcome.outcome === 'denied' ? 'was denied' : 'failed';
  const code = outcome.errorCode === null ? '' : ` (${outcome.errorCode})`;
  return `${who} tried to ${fill(phrase, 1, input)}${from} and ${end}${code}`;
}

/** A phrase, cut once: its verb in both forms, and the rest as pieces of text and places to fill (every second one). */
interface CutPhrase {
  verbs: readonly [past: string, infinitive: string];
  rest: readonly string[];
}

const cutPhrases = new Map([...actionPhrases].map(([action, phrase]) => [action, cut(phrase)]));
const anyPhrase = cut('called|call {action} on {service}{ for target}');

function cut(phrase: string): CutPhrase {
  const space = phrase.indexOf(' ');
  const bar = phrase.indexOf('|');
  const rest = phrase.slice(space).split(/[{}]/);
  return { verbs: [phrase.slice(0, bar), phrase.slice(bar + 1, space)], rest };
}

/** `form` 0 takes the past tense, 1 the infinitive of the phrase's first word. */
function fill({ verbs, rest }: CutPhrase, form: 0 | 1, input: MessageInput): string {
  let text = verbs[form];
  for (let index = 0; index < rest.length; index++)
    text += index % 2 === 0 ? rest[index]! : placed(rest[index]!, input);
  return text;
}

function placed(place: string, input: MessageInput): string {
  const target = input.targets[0];
  switch (place) {
    case 'action':
      return input.action;
    case 'service':
      return input.service ?? 'an unnamed service';
    case ' for target':
      return target === undefined ? '' : ` for ${target}`;
    case 'target':
      return target ?? 'an unnamed resource';
    default:
      throw new Error(`no place ${place} in a phrase`);
  }
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
