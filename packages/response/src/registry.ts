import { AppError } from '@virga/domain';
import type { Action } from './kit/action.ts';

const actions: Record<string, () => Promise<Action<never>>> = {
  'aws/ec2-isolate': async () => (await import('./aws/ec2-isolate/action.ts')).ec2Isolate,
  'aws/iam-deny-all': async () => (await import('./aws/iam-deny-all/action.ts')).iamDenyAll,
};

/** The code of an action, loaded when it is needed. */
export async function loadAction(id: string): Promise<Action<never>> {
  const load = actions[id];
  if (!load) throw new AppError({ code: 'request.invalid', message: `This version knows no action ${id}.` });
  return load();
}
