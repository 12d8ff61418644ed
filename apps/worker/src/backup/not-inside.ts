/** What a restore from this backup will lack, in sentences for the manifest and for the one who made it. */
export function notInside(sealedSecrets: number, bucket: string | null): string[] {
  return [
    `The keys: the keyring that opens the ${sealedSecrets} sealed secret${sealedSecrets === 1 ? '' : 's'} of cloud accounts, the key that signs custody heads, and the session secret, which also opens the second factors of people. They are the folder keys/ of the installation: keep a copy of it apart from this backup, or enter the secrets again after a restore.`,
    'Who was signed in: everybody signs in again.',
    'Evidence that was not sealed yet: acquisitions that were under way are shown as failed after a restore and can be started again.',
    'The range, its settings apart: a staged estate is made anew from its seed.',
    ...(bucket === null
      ? []
      : [
          `The evidence itself: it stays in ${bucket}. Only its hashes are here; the bucket needs a backup of its own.`,
        ]),
  ];
}
