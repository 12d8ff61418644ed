import { CopyButton } from '../tables/copy-button.tsx';
import classes from './accounts.module.css';

/** Made by us per account: without it in the trust of the roles nobody else's account can be reached through us. */
export function ExternalId({ value }: { value: string }) {
  return (
    <p className={classes.external}>
      ExternalId for the trust of every role: <span className={classes.mono}>{value}</span>
      <CopyButton value={value} what="ExternalId" />
    </p>
  );
}
