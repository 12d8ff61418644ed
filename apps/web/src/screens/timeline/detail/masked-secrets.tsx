import { Button } from '@mantine/core';
import classes from './detail.module.css';

/** Says what is hidden in a record and how to see it: other people look at screens and screenshots. */
export function MaskedSecrets({ count, onShow }: { count: number; onShow: () => void }) {
  const what =
    count === 1 ? '1 value that looks like a secret is masked' : `${count} values that look like secrets are masked`;
  return (
    <p className={classes.place}>
      {what}, also in the download.{' '}
      <Button size="compact-xs" variant="default" onClick={onShow}>
        Show, with an audit row
      </Button>
    </p>
  );
}
