import { readFileSync, statSync } from 'node:fs';

/**
 * The API token: from a file that only its owner can read, or from VIRGA_TOKEN. Never from the command line, which every
 * user of the machine can list.
 */
export function readToken(file: string | undefined): string {
  const text = file === undefined ? (process.env['VIRGA_TOKEN'] ?? '') : readOwnFile(file);
  const token = text.trim();
  if (token === '')
    throw new Error(
      'no API token: put it into a file of your own with --token-file, or into the environment as VIRGA_TOKEN',
    );
  if (!/^virga_[0-9a-f]{32}_[0-9a-f]{64}_[0-9a-f]{8}$/.test(token))
    throw new Error('this is no API token of Virga: it has the form virga_…_…_… and was shown once when it was made');
  return token;
}

function readOwnFile(file: string): string {
  if ((statSync(file).mode & 0o077) !== 0)
    throw new Error(`${file} can be read by other users of this machine. Run: chmod 600 ${file}`);
  return readFileSync(file, 'utf8');
}
