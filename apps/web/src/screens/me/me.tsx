'use client';

import { notifications } from '@mantine/notifications';
import { permissions } from '@virga/domain';
import { useMe } from '../home/use-me.ts';
import { Pending } from '../shell/pending.tsx';
import { PasswordForm } from '../sign-in/password-form.tsx';
import { Section } from '../tables/section.tsx';
import { Confirmation } from './confirmation.tsx';
import classes from './me.module.css';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';

/** Oneself: password, second factor, sessions, API tokens, and what the role allows. */
export function Me() {
  const { me } = useMe();
  if (!me) return <Pending what="your account" />;
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{me.user.name}</h1>
      <p className={classes.lead}>
        {me.user.email} · {me.user.role} · Virga {me.version}
      </p>
      <div className={classes.pair}>
        {me.user.hasPassword ? (
          <Section title="Password" hint="All your other sessions end with the change.">
            <div className={classes.narrow}>
              <PasswordForm
                onDone={() => notifications.show({ message: 'Password changed. Your other sessions have ended.' })}
              />
            </div>
          </Section>
        ) : null}
        <div>
          {me.user.hasPassword ? (
            <SecondFactor isSet={me.user.hasSecondFactor} recoveryCodesLeft={me.user.recoveryCodesLeft} />
          ) : null}
          <Confirmation until={me.session?.stepUpUntil ?? null} />
        </div>
      </div>
      <Sessions />
      <Tokens own={me.permissions} />
      <Section title="What your role allows" hint="Inside a case only where you are a member.">
        <ul>
          {me.permissions.map((name) => (
            <li key={name}>
              {permissions[name].meaning} <code className={classes.quiet}>{name}</code>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
