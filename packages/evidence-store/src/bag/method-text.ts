import { keyFingerprint } from '../custody/sign-head.ts';
import { anchorState } from '../timestamp/head-anchor.ts';
import type { BagRequest } from './export-bag.ts';
import { certificateFingerprint } from './write-custody.ts';

/** `METHOD.txt`: how to check the bag with standard tools, by someone who does not trust us and does not have Virga. */
export function methodText(request: BagRequest): string {
  const { caseId, custody, heads, publicKeys, items } = request;
  const keys = publicKeys.map((pem) => `   ${keyFingerprint(pem)}`).join('\n') || '   (no key: no head was signed)';
  return `How to check this export with sha256sum and openssl only
=========================================================

Case ${caseId}: ${items.length} evidence item(s), ${custody.length} custody entries, ${heads.length} signed head(s).
${request.staged ? 'Range: staged data, no real account.\n' : ''}
Run every command in the folder that holds this file. openssl 3.0 or newer.

1. Nothing changed since the export was written. Both commands must end without "FAILED":

    sha256sum --quiet -c tagmanifest-sha256.txt
    sha256sum --quiet -c manifest-sha256.txt

2. The custody entries form one chain. Each file in data/custody/entries is the canonical text (RFC 8785) of one entry
   without its own hash; the SHA-256 of that text is the hash of the entry, and the next entry carries it as
   "previousHash". This prints a line per fault and then the hash of the last entry:

    previous=0000000000000000000000000000000000000000000000000000000000000000
    for entry in data/custody/entries/*.json; do
      grep -q "\\"previousHash\\":\\"$previous\\"" "$entry" || echo "chain broken at $entry"
      previous=$(sha256sum < "$entry" | cut -d' ' -f1)
    done
    echo "last entry: $previous"

3. Heads: at every seal and approval the hash of the newest entry was signed (Ed25519). A head names the number of the
   entry ("number") and its hash ("entryHash"). Each line must say "Signature Verified Successfully":

    for head in data/custody/heads/*.json; do
      for key in data/evidence/*/signing-key-*.pem; do
        openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$head" -sigfile "\${head%.json}.sig"
      done
    done

   and the entry that a head names must have the hash that it names (no output is good):

    for head in data/custody/heads/*.json; do
      number=$(sed 's/.*"number":\\([0-9]*\\).*/\\1/' "$head")
      hash=$(sha256sum < "data/custody/entries/$(printf %06d "$number").json" | cut -d' ' -f1)
      grep -q "\\"entryHash\\":\\"$hash\\"" "$head" || echo "entry $number is not the one that was signed: $head"
    done

4. Whose key: this prints the fingerprint of the key. Compare it with the one printed in the report, or told to you by
   another way than this export; the export alone cannot prove whose key it is.

    for key in data/evidence/*/signing-key-*.pem; do openssl pkey -pubin -in "$key" -outform DER | sha256sum; done

   When this file was written it was:
${keys}

5. Evidence: the entry "evidence sealed" of an item carries the SHA-256 of its manifest.json as "hash"; the manifest
   carries the SHA-256 of every file of the item. For each item this names the entry that vouches for it:

    for manifest in data/evidence/*/*/manifest.json; do
      hash=$(sha256sum < "$manifest" | cut -d' ' -f1)
      grep -l "\\"hash\\":\\"$hash\\"" data/custody/entries/*.json || echo "no entry vouches for $manifest"
    done

   An image (image.raw) is compared with "sha256" in its manifest: sha256sum data/evidence/*/*/image.raw
   Packs (pack-0001.tar …) are plain tar archives of the objects as they were received; objects.jsonl names for each
   member its key, offset, length and SHA-256 on arrival. "sha256" in a manifest of packs is what this prints, run in
   the folder of the item:  sha256sum pack-*.tar objects.jsonl | sha256sum

6. ${anchorSteps(request)}

What this proves: nobody without the signing key changed an entry that a head vouches for, or evidence that such an
entry vouches for, after the head was signed. ${anchorWords(request)}
An earlier head that you kept yourself shows whether later entries were cut or the chain was written anew: compare its
"number" and "entryHash" with data/custody/entries, as in step 3.

With Virga: virga verify EXPORT [--head FILE] [--fingerprint HEX] [--tsa-ca FILE]; EXPORT may be the .tar itself.
`;
}

/** "Anchored …" or "not anchored since …": the same words as on the screen and in the report. */
function anchorWords({ heads, anchors = [] }: BagRequest): string {
  const { newest, notSince } = anchorState(heads, anchors);
  const open =
    notSince === null ? '' : `Not anchored since ${notSince}: from there on tamper-evident, not tamper-proof.`;
  if (!newest)
    return `${open || 'Not anchored: no head was signed.'} No outside time-stamp authority vouches for any entry.`;
  return `Anchored at ${newest.at} by ${newest.authority}, up to entry ${newest.number}: whoever holds the signing key
cannot have made these entries later than that. ${open}`.trim();
}

function anchorSteps({ anchors = [] }: BagRequest): string {
  if (anchors.length === 0)
    return 'Time-stamps: there are none in this export; no outside authority vouches for the time of any head.';
  const roots = [...new Set(anchors.map(({ root }) => root))]
    .map((pem) => `   ${certificateFingerprint(pem)}`)
    .join('\n');
  return `Time-stamps (RFC 3161): an outside authority signed the SHA-256 of a head's text with its own clock. Each line must
   say "Verification: OK":

    for stamp in data/custody/heads/*.tsr; do
      for authority in data/custody/authorities/*.pem; do
        openssl ts -verify -data "\${stamp%.tsr}.json" -in "$stamp" -CAfile "$authority" 2>&1 | grep Verification
      done
    done

   and this prints the time, the policy and the authority's name of each:

    for stamp in data/custody/heads/*.tsr; do openssl ts -reply -in "$stamp" -text | grep -E "^(Time stamp|Policy OID|TSA)"; done

   The certificates in data/custody/authorities came with this export. Get the authority's own from the authority and
   compare; this prints their fingerprints:

    for authority in data/custody/authorities/*.pem; do openssl x509 -in "$authority" -outform DER | sha256sum; done

   When this file was written they were:
${roots}`;
}
