'use client';

/**
 * When not even the layout could be drawn: plain HTML with no style or script of its own, so that it needs nothing of what
 * failed and passes the same policy.
 */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Virga could not draw this page</h1>
          <p>Nothing that was saved is lost. If it stays so, the server's log says why.</p>
          <p>
            <code>system.unexpected {error.digest ?? ''}</code>
          </p>
          <button type="button" onClick={reset}>
            Retry
          </button>{' '}
          <a href="/">Go to the cases</a>
        </main>
      </body>
    </html>
  );
}
