export { readEnv } from './env.ts';
export { freePort } from './free-port.ts';
export { createLogger, errorFacts, type Logger, type LoggerOptions } from './logger.ts';
export { hashPassword, randomPassword, verifyPassword } from './password-hash.ts';
export {
  readServerSettings,
  type ServerSettings,
  serverSettingsSchema,
  writeServerSettings,
} from './server-settings.ts';
export { onShutdown, shutdown } from './shutdown.ts';
export { checkoutFolder, virgaHome } from './virga-home.ts';
