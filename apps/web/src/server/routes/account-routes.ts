import { getAccount } from '../accounts/get-account.ts';
import { getTemplate } from '../accounts/get-template.ts';
import { grantAccount, withdrawAccount } from '../accounts/grant-account.ts';
import { listAccounts } from '../accounts/list-accounts.ts';
import { registerAccount } from '../accounts/register-account.ts';
import { getConnectionTest, testConnection } from '../accounts/test-connection.ts';
import { updateAccount } from '../accounts/update-account.ts';
import { listAudit } from '../audit/list-audit.ts';
import { verifyAuditLog } from '../audit/verify-audit-log.ts';
import { getCatalog } from '../catalog/get-catalog.ts';
import { onPlatform, platformCallOf } from '../http/api-context.ts';
import { getSettings } from '../settings/get-settings.ts';
import { updateSettings } from '../settings/update-settings.ts';
import { os } from './implement.ts';

export const accountRoutes = {
  audit: os.audit.router({
    list: os.audit.list.handler(onPlatform(listAudit)),
    state: os.audit.state.handler(({ context }) => verifyAuditLog(platformCallOf(context), { whole: false })),
    verify: os.audit.verify.handler(({ context }) => verifyAuditLog(platformCallOf(context), { whole: true })),
  }),
  settings: os.settings.router({
    get: os.settings.get.handler(onPlatform(getSettings)),
    update: os.settings.update.handler(onPlatform(updateSettings)),
  }),
  accounts: os.accounts.router({
    list: os.accounts.list.handler(onPlatform(listAccounts)),
    get: os.accounts.get.handler(onPlatform(getAccount)),
    register: os.accounts.register.handler(onPlatform(registerAccount)),
    update: os.accounts.update.handler(onPlatform(updateAccount)),
    template: os.accounts.template.handler(onPlatform(getTemplate)),
    test: os.accounts.test.handler(onPlatform(testConnection)),
    getTest: os.accounts.getTest.handler(onPlatform(getConnectionTest)),
    grant: os.accounts.grant.handler(onPlatform(grantAccount)),
    withdraw: os.accounts.withdraw.handler(onPlatform(withdrawAccount)),
  }),
  catalog: os.catalog.router({ get: os.catalog.get.handler(onPlatform(getCatalog)) }),
};
