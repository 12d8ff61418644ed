import type { SignInAnswer } from '../../contract/sign-in.ts';

/** What the page says. One sentence for a wrong address, a wrong password and a wrong code: none tells which it was. */
export const answerWords: Record<Exclude<SignInAnswer, 'signed in'>, string> = {
  refused: 'The mail address, the password or the code is not right.',
  'second-factor': 'This account has a second factor. Type the code your app shows now.',
  locked: 'Too many attempts. Sign-in for this account or from this address waits for some minutes; then try again.',
  'not-enabled': 'Your identity provider knows you, but no account here does. An admin can create it.',
  unavailable: 'Sign-in did not work because the server did not answer as expected. Try again.',
};
