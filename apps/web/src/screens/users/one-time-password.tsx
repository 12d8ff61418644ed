import { CopyButton } from '../tables/copy-button.tsx';
import classes from './users.module.css';

/** Shown once and kept nowhere. */
export function OneTimePassword({ email, password }: { email: string; password: string }) {
  return (
    <div role="status">
      <p className={classes.prose}>
        One-time password of {email}. It is shown only now and kept nowhere; it must be changed at the first sign-in.
        Hand it over on another way than mail.
      </p>
      <div className={classes.password}>
        <span>{password}</span>
        <CopyButton value={password} what="one-time password" />
      </div>
    </div>
  );
}
