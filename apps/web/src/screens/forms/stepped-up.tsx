'use client';

import { useEffect } from 'react';
import { steppedUpChannel } from '../../contract/sign-in.ts';
import classes from './stepped-up.module.css';

/** Where the identity provider sends the window back to: tells the one that waits, and closes. */
export function SteppedUp() {
  useEffect(() => {
    const channel = new BroadcastChannel(steppedUpChannel);
    channel.postMessage('back');
    channel.close();
    window.close();
  }, []);
  return (
    <main className={classes.page}>
      <h1>You are confirmed</h1>
      <p>Close this window and go on in the other one.</p>
    </main>
  );
}
