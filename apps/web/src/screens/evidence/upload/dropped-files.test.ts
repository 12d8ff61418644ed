import { expect, test } from 'vitest';
import { chosenFiles, droppedFiles, titleOf } from './dropped-files.ts';

/** The browser's own interfaces, small: a folder answers in portions like Chromium does. */
function fileEntry(fullPath: string): FileSystemEntry {
  const file = new File(['x'], fullPath.split('/').at(-1)!);
  return { isFile: true, fullPath, file: (done: (file: File) => void) => done(file) } as unknown as FileSystemEntry;
}

function folderEntry(children: FileSystemEntry[], portion: number): FileSystemEntry {
  return {
    isFile: false,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (done: (some: FileSystemEntry[]) => void) => {
          done(children.slice(at, at + portion));
          at += portion;
        },
      };
    },
  } as unknown as FileSystemEntry;
}

function dropOf(entries: FileSystemEntry[]): DataTransfer {
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  return { items, files: [] } as unknown as DataTransfer;
}

test('walks folders to their end, also beyond the first portion', async () => {
  const children = Array.from({ length: 250 }, (_, index) => fileEntry(`/logs/part-${index}.json`));
  const found = await droppedFiles(dropOf([folderEntry(children, 100), fileEntry('/alone.json.gz')]));
  expect(found).toHaveLength(251);
  expect(found[0]?.name).toBe('logs/part-0.json');
  expect(found.at(-1)?.name).toBe('alone.json.gz');
});

test('names of chosen files', () => {
  const plain = new File(['a'], 'a.json');
  const inside = Object.defineProperty(new File(['b'], 'b.json'), 'webkitRelativePath', { value: 'logs/b.json' });
  expect(chosenFiles([plain, inside]).map((one) => one.name)).toEqual(['a.json', 'logs/b.json']);
});

test.each([
  [['a.json'], 'a.json'],
  [['logs/a.json', 'logs/x/b.json'], 'logs/ 2 files'],
  [['a.json', 'b.json', 'c.json'], '3 files, a.json'],
  [['logs/a.json', 'other/b.json'], '2 files, logs/a.json'],
])('%j is called %j', (names, title) => {
  expect(titleOf(names)).toBe(title);
});
