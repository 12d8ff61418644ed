import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@virga/ui/base.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '../screens/shell/providers.tsx';

/**
 * Runs before any module. Zod asks `new Function` whether it may compile its schemas; our CSP refuses, and reports that as a
 * violation although Zod catches it (zod/v4/core/core.js, globalConfig). The style element that keeps the page still under a
 * dialog takes its nonce from `__webpack_nonce__` (get-nonce).
 */
const beforeModules =
  'globalThis.__zod_globalConfig={jitless:true};globalThis.__webpack_nonce__=document.currentScript.nonce';

export const metadata: Metadata = { title: 'Virga' };

/** Reading the nonce makes every page dynamic, which a policy with nonces needs: a cached page would carry an old one. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
        <script nonce={nonce}>{beforeModules}</script>
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
