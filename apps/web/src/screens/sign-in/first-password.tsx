'use client';

import { PasswordForm } from './password-form.tsx';
import classes from './sign-in.module.css';

/** A one-time password opens nothing but this page. */
export function FirstPassword() {
  return (
    <main className={classes.page}>
      <div className={classes.form}>
        <h1 className={classes.title}>Choose your password</h1>
        <p className={classes.lead}>
          You signed in with a one-time password. It stops working as soon as you choose your own; until then nothing
          else opens.
        </p>
        <PasswordForm onDone={() => window.location.assign('/')} />
      </div>
    </main>
  );
}
