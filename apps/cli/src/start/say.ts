/** One clear line per step. */
export function say(step: string, fact: string): void {
  process.stdout.write(`  ${step.padEnd(15)} ${fact}\n`);
}

/** First passwords go to this terminal only: no log, no file. They must be changed at the first sign-in. */
export function sayPasswords(people: { role: string; email: string; password: string }[]): void {
  if (people.length === 0) return;
  process.stdout.write('\n  First sign-in (shown once; each password has to be changed):\n');
  for (const person of people)
    process.stdout.write(`    ${person.role.padEnd(8)} ${person.email.padEnd(24)} ${person.password}\n`);
  process.stdout.write('\n  Ctrl-C stops everything.\n');
}
