/** One file with its name as the evidence will carry it: the path inside the folder that was dropped. */
export interface NamedFile {
  name: string;
  file: File;
}

/** Every file of a drop, folders walked through. Entries must be asked for at once: the list is emptied after the event. */
export async function droppedFiles(transfer: DataTransfer): Promise<NamedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return chosenFiles(transfer.files);
  return (await Promise.all(entries.map(filesOf))).flat();
}

/** Files of an input; with `webkitdirectory` their path inside the chosen folder. */
export function chosenFiles(files: Iterable<File>): NamedFile[] {
  return [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
}

async function filesOf(entry: FileSystemEntry): Promise<NamedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\/+/, ''), file }];
  }
  const children = await childrenOf(entry as FileSystemDirectoryEntry);
  const lists: NamedFile[] = [];
  for (const child of children) lists.push(...(await filesOf(child)));
  return lists;
}

/** `readEntries` answers at most 100 at a time; an empty answer is the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** Title of an evidence item nobody named: the folder, the file, or how many and the first. */
export function titleOf(names: readonly string[]): string {
  const first = names[0] ?? 'Files';
  if (names.length === 1) return first.slice(-200);
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/') + 1) : null;
  const isOneFolder = folder !== null && names.every((name) => name.startsWith(folder));
  return (isOneFolder ? `${folder} ${names.length} files` : `${names.length} files, ${first}`).slice(0, 200);
}
