import { z } from 'zod';
import { actionDetail, actionRow } from './action-fields.ts';
import { id, isoTime, jsonObject, listOf, pageFields, sha256Text } from './fields.ts';
import { procedure } from './procedure.ts';

const byCase = z.object({ caseId: id });
const byAction = byCase.extend({ actionId: id });
const reason = z.string().trim().min(10).max(2000);
const one = '/cases/{caseId}/actions/{actionId}' as const;

export const actionsContract = {
  list: procedure
    .meta({ permission: 'action:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/actions', summary: 'Containment actions, newest first' })
    .input(byCase.extend(pageFields))
    .output(listOf(actionRow)),
  get: procedure
    .meta({ permission: 'action:read' })
    .route({ method: 'GET', path: one, summary: 'One, with plan, states and steps' })
    .input(byAction)
    .output(actionDetail),
  draft: procedure
    .meta({ permission: 'action:propose', perMinute: 60 })
    .route({ method: 'POST', path: '/cases/{caseId}/actions', summary: 'Draft an action; a job makes its plan' })
    .input(
      byCase.extend({
        kind: z.string().max(100),
        accountId: id,
        region: z.string().max(40),
        target: z.string().min(1).max(500),
        parameters: jsonObject.default({}),
      }),
    )
    .output(actionDetail),
  replan: procedure
    .meta({ permission: 'action:propose' })
    .route({ method: 'POST', path: `${one}/plan`, summary: 'Make the plan again from the state as it is now' })
    .input(byAction)
    .output(actionDetail),
  submit: procedure
    .meta({ permission: 'action:propose' })
    .route({ method: 'POST', path: `${one}/submit`, summary: 'Ask for approval of the plan as shown' })
    .input(
      byAction.extend({
        planHash: sha256Text,
        /** Needed when the gate names evidence that will be lost. */
        gateReason: reason.optional(),
        /** When to ask whether it should be lifted; it never reopens by itself. */
        expiresAt: isoTime.nullable().default(null),
      }),
    )
    .output(actionDetail),
  approve: procedure
    .meta({ permission: 'action:approve' })
    .route({ method: 'POST', path: `${one}/approve`, summary: 'Approve exactly this plan' })
    .input(
      byAction.extend({
        planHash: sha256Text,
        /** One person alone: a typed reason that tells every lead and stands in the report. */
        breakGlass: reason.optional(),
      }),
    )
    .output(actionDetail),
  reject: procedure
    .meta({ permission: 'action:approve' })
    .route({ method: 'POST', path: `${one}/reject`, summary: 'Refuse the plan' })
    .input(byAction.extend({ reason }))
    .output(actionDetail),
  keep: procedure
    .meta({ permission: 'action:approve' })
    .route({ method: 'POST', path: `${one}/keep`, summary: 'Keep it in force, until a new time or for good' })
    .input(byAction.extend({ expiresAt: isoTime.nullable(), reason }))
    .output(actionDetail),
  apply: procedure
    .meta({ permission: 'action:apply' })
    .route({ method: 'POST', path: `${one}/apply`, summary: 'Apply the approved plan, or the rest of it (a job)' })
    .input(byAction)
    .output(actionDetail),
  verify: procedure
    .meta({ permission: 'action:apply' })
    .route({ method: 'POST', path: `${one}/verify`, summary: 'Read the state again (a job)' })
    .input(byAction)
    .output(actionDetail),
  undo: procedure
    .meta({ permission: 'action:apply' })
    .route({ method: 'POST', path: `${one}/undo`, summary: 'Restore exactly what was recorded (a job)' })
    .input(byAction)
    .output(actionDetail),
};
