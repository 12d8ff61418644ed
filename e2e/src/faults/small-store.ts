import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';

const roomy = '3g';

/**
 * An evidence store on a file system of its own (tmpfs), whose size can be taken away and given back: the real "no space left
 * on device". Needs the right to mount; without it the lane fails and says so, it does not go on without a full disk.
 */
export class SmallStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${roomy},mode=0700`, 'virga-faults', folder], {
        stdio: 'pipe',
      });
    } catch (cause) {
      throw new Error(
        'A full disk needs a small file system: run test:faults as root (with the right to mount), or inside: unshare --user --map-root-user --mount',
        { cause },
      );
    }
  }

  /** From now on nothing but `spareBytes` more fits. */
  fill(spareBytes: number): void {
    const facts = statfsSync(this.folder);
    const used = (facts.blocks - facts.bfree) * facts.bsize;
    this.#resize(String(used + spareBytes));
  }

  empty(): void {
    this.#resize(roomy);
  }

  #resize(size: string): void {
    execFileSync('mount', ['-o', `remount,size=${size}`, this.folder], { stdio: 'pipe' });
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder], { stdio: 'pipe' });
  }
}
