'use client';

import { Pending } from '../shell/pending.tsx';
import { Section } from '../tables/section.tsx';
import classes from './overview.module.css';

const sides = [
  ['What happened', 'What runs or waits'],
  ['What is vanishing', 'What we cannot know'],
] as const;

/** The page that is coming: its four questions where they will stand. */
export function PendingOverview() {
  return (
    <div className={classes.page}>
      <section className={classes.next} aria-label="Next step">
        <div className={classes.nextPending} />
      </section>
      <div className={classes.grid}>
        {sides.map((titles) => (
          <div key={titles[0]}>
            {titles.map((title) => (
              <Section key={title} title={title}>
                <Pending what={title.toLowerCase()} lines={7} />
              </Section>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
