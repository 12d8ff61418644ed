import { onPlatform, platformCallOf } from '../http/api-context.ts';
import { changePassword } from '../session/change-password.ts';
import { confirmSecondFactor, removeSecondFactor, startSecondFactor } from '../session/change-second-factor.ts';
import { expiredSessionCookie } from '../session/cookies.ts';
import { endOneOwnSession, endOwnSession } from '../session/end-own-session.ts';
import { getOwnSession } from '../session/get-own-session.ts';
import { getSignInOptions } from '../session/get-sign-in-options.ts';
import { listOwnSessions } from '../session/list-own-sessions.ts';
import { endStepUp, stepUp } from '../session/step-up.ts';
import { createToken } from '../tokens/create-token.ts';
import { listTokens } from '../tokens/list-tokens.ts';
import { revokeToken } from '../tokens/revoke-token.ts';
import { createUser } from '../users/create-user.ts';
import { listUsers } from '../users/list-users.ts';
import { resetPassword, resetSecondFactor } from '../users/reset-password.ts';
import { updateUser } from '../users/update-user.ts';
import { endUserSession, endUserSessions, listUserSessions } from '../users/user-sessions.ts';
import { listUserTokens, revokeUserToken } from '../users/user-tokens.ts';
import { os } from './implement.ts';

export const peopleRoutes = {
  session: os.session.router({
    options: os.session.options.handler(({ context }) => getSignInOptions(context.platform)),
    me: os.session.me.handler(onPlatform(getOwnSession)),
    end: os.session.end.handler(async ({ context }) => {
      context.cookies.push(expiredSessionCookie(context.platform.env));
      return endOwnSession(platformCallOf(context));
    }),
    list: os.session.list.handler(onPlatform(listOwnSessions)),
    endOne: os.session.endOne.handler(onPlatform(endOneOwnSession)),
    changePassword: os.session.changePassword.handler(onPlatform(changePassword)),
    stepUp: os.session.stepUp.handler(onPlatform(stepUp)),
    endStepUp: os.session.endStepUp.handler(onPlatform(endStepUp)),
    startSecondFactor: os.session.startSecondFactor.handler(onPlatform(startSecondFactor)),
    confirmSecondFactor: os.session.confirmSecondFactor.handler(onPlatform(confirmSecondFactor)),
    removeSecondFactor: os.session.removeSecondFactor.handler(onPlatform(removeSecondFactor)),
  }),
  tokens: os.tokens.router({
    list: os.tokens.list.handler(onPlatform(listTokens)),
    create: os.tokens.create.handler(onPlatform(createToken)),
    revoke: os.tokens.revoke.handler(onPlatform(revokeToken)),
  }),
  users: os.users.router({
    list: os.users.list.handler(onPlatform(listUsers)),
    create: os.users.create.handler(onPlatform(createUser)),
    update: os.users.update.handler(onPlatform(updateUser)),
    resetPassword: os.users.resetPassword.handler(onPlatform(resetPassword)),
    resetSecondFactor: os.users.resetSecondFactor.handler(onPlatform(resetSecondFactor)),
    tokens: os.users.tokens.handler(onPlatform(listUserTokens)),
    revokeToken: os.users.revokeToken.handler(onPlatform(revokeUserToken)),
    sessions: os.users.sessions.handler(onPlatform(listUserSessions)),
    endSession: os.users.endSession.handler(onPlatform(endUserSession)),
    endSessions: os.users.endSessions.handler(onPlatform(endUserSessions)),
  }),
};
