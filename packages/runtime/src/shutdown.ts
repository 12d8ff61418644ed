type Step = { name: string; run: () => Promise<void> | void };

const steps: Step[] = [];
let started: Promise<string[]> | null = null;
let isListening = false;

/**
 * Registers work for SIGINT, SIGTERM and SIGHUP; steps run one after another, last registered first. A step that throws
 * does not keep the others from running. Returns a function that takes the step back.
 */
export function onShutdown(name: string, run: Step['run']): () => void {
  const step = { name, run };
  steps.push(step);
  listen();
  return () => {
    const index = steps.indexOf(step);
    if (index >= 0) steps.splice(index, 1);
  };
}

/** Runs every step once, however often it is called. Resolves with the names of those that failed or were not reached in time. */
export async function shutdown(timeoutMs = 30_000): Promise<string[]> {
  const failed: string[] = [];
  started ??= runSteps(failed).then(() => failed);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve(['timeout', ...steps.map((step) => step.name)]), timeoutMs);
  });
  const result = await Promise.race([started, timeout]);
  clearTimeout(timer);
  return result;
}

async function runSteps(failed: string[]): Promise<void> {
  for (let step = steps.pop(); step; step = steps.pop()) {
    try {
      await step.run();
    } catch {
      failed.push(step.name);
    }
  }
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      void shutdown().then((failed) => process.exit(failed.length > 0 ? 1 : 0));
    });
}
