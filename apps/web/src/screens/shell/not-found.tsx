import { StatePanel } from '@virga/ui';
import Link from 'next/link';
import classes from './not-found.module.css';

/** An address that no page of ours has. Says nothing about what may stand under it for somebody else. */
export function NotFound() {
  return (
    <main className={classes.page}>
      <StatePanel
        state="none found"
        title="There is no page at this address"
        action={<Link href="/">Go to the cases</Link>}
      >
        The link may be cut short, or belong to another version. A case that you may not see says so on its own page.
      </StatePanel>
    </main>
  );
}
