'use client';

import { Button, FileButton, TextInput } from '@mantine/core';
import { IconFileUpload, IconFolderUp } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { chosenFiles, droppedFiles, type NamedFile } from './dropped-files.ts';
import { startBatch } from './run-batch.ts';
import classes from './upload.module.css';

/** Files and folders by drop or by button. One drop becomes one evidence item. */
export function DropZone({ caseId }: { caseId: string }) {
  const [isOver, setOver] = useState(false);
  const [title, setTitle] = useState('');
  const [note, setNote] = useState<string | null>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (files: NamedFile[]) => {
    setNote(files.length === 0 ? 'There was no file in it.' : null);
    if (files.length > 10_000)
      return setNote(`${files.length} files are more than one item holds (10,000). Take parts.`);
    if (files.length === 0) return;
    startBatch(caseId, files, title);
    setTitle('');
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    droppedFiles(event.dataTransfer).then(take, () => setNote('The browser could not read what was dropped.'));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its equals in the two buttons inside
    <div
      className={classes.zone}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className={classes.words}>
        <span className={classes.strong}>Drop log files or folders here.</span> They are hashed in this browser, hashed
        again on arrival, sealed as one evidence item, and parsed to the timeline.{' '}
        {note ? <em role="alert">{note}</em> : null}
      </p>
      <TextInput
        label="Title of the item"
        placeholder="made from the names"
        value={title}
        maxLength={200}
        w={240}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <FileButton multiple onChange={(files) => take(chosenFiles(files))}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconFileUpload size={16} />}>
            Choose files
          </Button>
        )}
      </FileButton>
      <Button variant="default" leftSection={<IconFolderUp size={16} />} onClick={() => folder.current?.click()}>
        Choose a folder
      </Button>
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder to upload"
        {...{ webkitdirectory: '' }}
        onChange={(event) => {
          take(chosenFiles(event.currentTarget.files ?? []));
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
