import { notifications } from '@mantine/notifications';
import { visibleText } from '@virga/domain';
import type { LiveEventJson } from '../../contract/live.ts';
import { notificationSentence } from './notification-sentence.ts';

/** What an admin or another lead did that the people of a case must hear of at once stays until it is closed. */
export function tellNotification(event: LiveEventJson): void {
  if (event.kind !== 'notification') return;
  const { title, message } = notificationSentence(event.payload);
  notifications.show({ id: event.seq, title: visibleText(title), message: visibleText(message), autoClose: false });
}
