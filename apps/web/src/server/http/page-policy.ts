/**
 * Content-Security-Policy of every page, word for word as security.md has it. Mantine sets positions of its overlays as style
 * attributes, which is what `style-src-attr` allows; style elements need the nonce. In development Next evaluates source
 * maps and talks to its dev server.
 */
export function pagePolicy(nonce: string, issuer: string | null, isDevelopment: boolean): string {
  const formAction = ["'self'", ...(issuer ? [new URL(issuer).origin] : [])].join(' ');
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}
