import { AppError } from '@virga/domain';
import type { Action } from './kit/action.ts';

const actions: Record<string, () => Promise<Action<never>>> = {};

/** The code of an action, loaded when it is needed. */
export async function loadAction(id: string): Promise<Action<never>> {
  const load = actions[id];
  if (!load) throw new AppError({ code: 'request.invalid', message: `This version knows no action ${id}.` });
  return load();
}
