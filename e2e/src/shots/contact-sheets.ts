import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { Shot } from './screens.ts';

const perRow = 4;
const cellWidth = 640;
/** More on one sheet and nobody can make out a word of it. */
const perSheet = 16;

/** `index.html` with every picture, and `contact-<theme>-<width>-<n>.png` of sixteen each. */
export async function writeContactSheets(browser: Browser, folder: string, shots: readonly Shot[]): Promise<void> {
  await writeFile(
    join(folder, 'index.html'),
    sheet('Virga, every screen and state', shots, (shot) => shot.file),
  );
  const groups = Map.groupBy(shots, (shot) => `${shot.theme}-${shot.width}`);
  for (const [name, group] of groups)
    for (let from = 0; from < group.length; from += perSheet)
      await drawSheet(browser, folder, `contact-${name}-${from / perSheet + 1}`, group.slice(from, from + perSheet));
}

async function drawSheet(browser: Browser, folder: string, name: string, shots: readonly Shot[]): Promise<void> {
  const inline = new Map<string, string>();
  for (const { file } of shots)
    inline.set(file, `data:image/png;base64,${(await readFile(join(folder, file))).toString('base64')}`);
  const page = await browser.newPage({ viewport: { width: perRow * (cellWidth + 8) + 16, height: 1000 } });
  await page.setContent(sheet(name, shots, (shot) => inline.get(shot.file) ?? ''));
  await page.waitForLoadState('load');
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await page.close();
}

function sheet(title: string, shots: readonly Shot[], source: (shot: Shot) => string): string {
  const cells = shots.map(
    (shot) =>
      `<figure><figcaption>${shot.screen} · ${shot.state} · ${shot.theme} · ${shot.width}</figcaption><img src="${source(shot)}" width="${cellWidth}" alt=""></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${title}</title><style>body{margin:8px;font:12px sans-serif;display:flex;flex-wrap:wrap;gap:8px;align-items:start}figure{margin:0}img{display:block;border:1px solid #888}</style>${cells.join('')}`;
}
