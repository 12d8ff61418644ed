'use client';

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '../../contract/client.ts';
import { answerOf, type SignInAnswer, signInWithOpenId, signInWithPassword } from '../../contract/sign-in.ts';
import { RangeStrip } from '../shell/range-strip.tsx';
import { forgetSearches } from '../timeline/state/recent-searches.ts';
import { answerWords } from './answer-words.ts';
import { ownPath } from './own-path.ts';
import classes from './sign-in.module.css';

/** Local account with an optional second factor, and the identity provider when one is set up. */
export function SignIn({ next, error }: { next: string | null; error: string | null }) {
  const options = useQuery(api.session.options.queryOptions());
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<SignInAnswer | null>(error ? answerOf(error) : null);
  const [wantsCode, setWantsCode] = useState(false);
  const target = ownPath(next);
  // Every end of a session leads here, by hand or by time.
  useEffect(forgetSearches, []);
  const settle = (heard: SignInAnswer) => {
    if (heard === 'signed in') return window.location.assign(target);
    setBusy(false);
    setAnswer(heard);
    if (heard === 'second-factor') setWantsCode(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const given = { email, password, ...(code ? { code: code.replaceAll(' ', '') } : {}) };
    signInWithPassword(given).then(settle, () => settle('unavailable'));
  };
  return (
    <>
      {options.data?.staged ? <RangeStrip /> : null}
      <main className={classes.page}>
        <form className={classes.form} onSubmit={submit}>
          <h1 className={classes.title}>Virga</h1>
          <p className={classes.lead}>Sign in to your cases.</p>
          <Stack gap={12}>
            {answer && answer !== 'signed in' ? (
              <Alert color={answer === 'second-factor' ? 'accent' : 'danger'} variant="outline" role="alert" p={8}>
                {answerWords[answer]}
              </Alert>
            ) : null}
            <TextInput
              label="Mail address"
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              required
              withAsterisk={false}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {wantsCode ? (
              <TextInput
                label="Code of the second factor"
                description="Six digits of the app, or a recovery code."
                inputMode="numeric"
                autoComplete="one-time-code"
                value={code}
                autoFocus
                onChange={(event) => setCode(event.currentTarget.value)}
              />
            ) : null}
            <Button type="submit" size="sm" loading={busy}>
              Sign in
            </Button>
            {options.data?.oidc ? (
              <Button
                variant="default"
                size="sm"
                onClick={() => void signInWithOpenId(target).then(settle, () => settle('unavailable'))}
              >
                Sign in with {new URL(options.data.oidc.issuer).host}
              </Button>
            ) : null}
          </Stack>
        </form>
      </main>
    </>
  );
}
