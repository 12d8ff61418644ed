import classes from './accounts.module.css';

/** Whose keys are asked for where the account is entered by roles. */
export function OwnIdentity() {
  return (
    <p className={classes.prose}>
      Keys of the identity that takes the roles: a user in an account of your own that may do nothing but
      sts:AssumeRole. Its ARN is the PlatformPrincipalArn of the template. Without them no test and no collection runs.
    </p>
  );
}
