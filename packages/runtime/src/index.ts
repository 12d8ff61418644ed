export { readEnv } from './env.ts';
export { freePort } from './free-port.ts';
export { createLogger, errorFacts, type Logger, type LoggerOptions } from './logger.ts';
export {
  readServerSettings,
  type ServerSettings,
  serverSettingsSchema,
  writeServerSettings,
} from './server-settings.ts';
export { onShutdown, shutdown } from './shutdown.ts';
export { checkoutFolder, virgaHome } from './virga-home.ts';
