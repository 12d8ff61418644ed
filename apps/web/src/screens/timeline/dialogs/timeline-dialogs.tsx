'use client';

import { ChangesDialog } from '../marks/changes-dialog.tsx';
import { TagDialog } from '../marks/tag-dialog.tsx';
import type { LetterKeys } from '../state/use-letter-keys.ts';
import { GoToDialog } from './go-to-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';

export type Dialog = 'help' | 'tag' | 'go to' | 'changes' | null;

export interface TimelineDialogsProps {
  dialog: Dialog;
  setDialog(dialog: Dialog): void;
  letters: LetterKeys;
  /** How many rows a tag would go to. */
  rows: number;
  onTag(tags: string[]): void;
  onGo(at: string): void;
  onUndo(changeId: string): void;
}

/** The dialogs of the timeline, one at a time. */
export function TimelineDialogs({ dialog, setDialog, letters, rows, onTag, onGo, onUndo }: TimelineDialogsProps) {
  const close = () => setDialog(null);
  return (
    <>
      <HelpDialog isOpen={dialog === 'help'} onClose={close} letters={letters} />
      <TagDialog isOpen={dialog === 'tag' && rows > 0} onClose={close} rows={rows} onTag={onTag} />
      <GoToDialog isOpen={dialog === 'go to'} onClose={close} onGo={onGo} />
      <ChangesDialog isOpen={dialog === 'changes'} onClose={close} onUndo={onUndo} />
    </>
  );
}
