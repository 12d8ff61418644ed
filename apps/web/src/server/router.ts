import { accountRoutes } from './routes/account-routes.ts';
import { caseRoutes } from './routes/case-routes.ts';
import { collectRoutes } from './routes/collect-routes.ts';
import { os } from './routes/implement.ts';
import { peopleRoutes } from './routes/people-routes.ts';
import { timelineRoutes } from './routes/timeline-routes.ts';

/** Every procedure of the contract with its use case; a missing one does not compile. */
export const router = os.router({
  ...peopleRoutes,
  ...accountRoutes,
  ...caseRoutes,
  ...collectRoutes,
  ...timelineRoutes,
});
