import { countText, TimeText } from '@virga/ui';
import type { CustodyState } from './evidence-row.ts';

/** Anchored at … by …, and since when the chain is not: the same words as in the report and in every export. */
export function AnchorWords({ anchor }: { anchor: CustodyState['anchor'] }) {
  const { newest, notSince, failure } = anchor;
  return (
    <>
      {newest ? (
        <span>
          anchored at <TimeText iso={newest.at} seconds /> by {newest.authority}, up to entry {countText(newest.number)}
          .{' '}
        </span>
      ) : null}
      {notSince ? (
        <span>
          not anchored since <TimeText iso={notSince} seconds />: tamper-evident, not tamper-proof. Note the head and
          the fingerprint somewhere else.{' '}
        </span>
      ) : null}
      {failure ? (
        <span>
          The authority was asked {countText(failure.attempts)} times: {failure.sentence} Asked again at{' '}
          <TimeText iso={failure.nextAt} seconds />.
        </span>
      ) : null}
    </>
  );
}
