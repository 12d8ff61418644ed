export { buildWeb } from './build-web.ts';
export { generateClient } from './generate-client.ts';
