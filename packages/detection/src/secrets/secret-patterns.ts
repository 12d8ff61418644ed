import { RE2JS } from 're2js';

/**
 * What gives a secret away in evidence. RE2 dialect: the text is written by attackers, and nothing they write may take more
 * than linear time. Group 1 is the value; the words around it stay readable. Ids of keys (AKIA…) are no secrets: an
 * investigation lives on them.
 */
const names =
  'secret_?access_?key|aws_?secret_?access_?key|session_?token|aws_?session_?token|(?:master_?user_?|db_?|admin_?)?pass(?:word|wd|phrase)|' +
  'private_?key(?:_?material|_?data)?|key_?material|secret_?(?:string|binary|key|value)|(?:o?auth_?)?client_?secret|' +
  '(?:access|refresh|id|auth|api|bearer)_?token|api_?key|connection_?string|shared_?secret';

const patterns = [
  // A member of a JSON object; inside a string of JSON its quotes are escaped once more.
  `(?i)\\\\*"(?:${names}|authorization)\\\\*"\\s*:\\s*\\\\*"((?:[^"\\\\]|\\\\[^"])+)\\\\*"`,
  // A setting: NAME=value, export NAME='value', name: value.
  `(?i)\\b(?:[a-z0-9]+_)*(?:${names}|secret|pwd)["']?\\s*[=:]\\s*\\\\*["']?([^\\s"'\\\\&;,<>{}]{4,})`,
  // An option of a command: --password value, aws configure set aws_secret_access_key value.
  `(?i)(?:--(?:${names}|secret|token|pass)|aws_secret_access_key|aws_session_token)[ \\t=]+["']?([^\\s"']{4,})`,
  // Credentials in an address.
  '(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@"]{1,100}:([^\\s/@"]{3,200})@',
  '(?i)\\b(?:bearer|basic)\\s+([A-Za-z0-9._~+/=-]{16,})',
  '-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:\\s|\\\\[rn])*([^-]{16,}?)\\s*-----END',
  // Tokens that are known by their form: JSON Web Tokens, AWS session tokens, GitHub, GitLab, Slack, Google, Stripe.
  '\\b(eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,})',
  '\\b((?:FwoG|IQoJ)[A-Za-z0-9/+=]{60,})',
  '\\b((?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{18,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{30,}|[rs]k_live_[A-Za-z0-9]{16,}))',
];

export const secretPatterns: readonly RE2JS[] = patterns.map((pattern) => RE2JS.compile(pattern));

/** Data handed to an instance at its start, base64: what it says is looked at decoded. */
export const encodedPattern = RE2JS.compile(
  '(?i)"user_?data"\\s*:\\s*(?:\\{\\s*"value"\\s*:\\s*)?"([A-Za-z0-9+/=]{16,})"',
);

/** Text without any of these cannot hold a match: most rows are done here. */
export const mayHoldSecret = RE2JS.compile(
  '(?i)pass|pwd|secret|token|key|bearer|basic |eyj|fwog|iqoj|gh[pousr]_|github_pat|glpat|xox|aiza|k_live|://|connection|user_?data',
);
