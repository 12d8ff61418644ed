import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { Shot } from './screens.ts';

const perRow = 4;
const cellWidth = 640;

/** `index.html` with every picture, and one `contact-<theme>-<width>.png` for each theme and width. */
export async function writeContactSheets(browser: Browser, folder: string, shots: readonly Shot[]): Promise<void> {
  await writeFile(
    join(folder, 'index.html'),
    sheet('Virga, every screen and state', shots, (shot) => shot.file),
  );
  const groups = Map.groupBy(shots, (shot) => `${shot.theme}-${shot.width}`);
  for (const [name, group] of groups) {
    const inline = new Map<string, string>();
    for (const { file } of group)
      inline.set(file, `data:image/png;base64,${(await readFile(join(folder, file))).toString('base64')}`);
    const page = await browser.newPage({ viewport: { width: perRow * (cellWidth + 8) + 16, height: 1000 } });
    await page.setContent(sheet(name, group, (shot) => inline.get(shot.file) ?? ''));
    await page.waitForLoadState('load');
    await page.screenshot({ path: join(folder, `contact-${name}.png`), fullPage: true });
    await page.close();
  }
}

function sheet(title: string, shots: readonly Shot[], source: (shot: Shot) => string): string {
  const cells = shots.map(
    (shot) =>
      `<figure><figcaption>${shot.screen} · ${shot.state} · ${shot.theme} · ${shot.width}</figcaption><img src="${source(shot)}" width="${cellWidth}" alt=""></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${title}</title><style>body{margin:8px;font:12px sans-serif;display:flex;flex-wrap:wrap;gap:8px;align-items:start}figure{margin:0}img{display:block;border:1px solid #888}</style>${cells.join('')}`;
}
