import { maskSecrets, maskSecretsIn } from '@virga/detection';
import type { TimelineEvent } from '@virga/domain';

/**
 * A row for a screen or an export: what looks like a secret in its free text is masked. The sealed record keeps it, and the
 * raw view shows it on request with an audit row.
 */
export function withoutSecrets(event: TimelineEvent): TimelineEvent {
  const { message, target, targets, userAgent, attributes } = event;
  return {
    ...event,
    message: maskSecrets(message).text,
    target: target === null ? null : maskSecrets(target).text,
    targets: targets.map((one) => maskSecrets(one).text),
    userAgent: userAgent === null ? null : maskSecrets(userAgent).text,
    attributes: maskSecretsIn(attributes),
  };
}
