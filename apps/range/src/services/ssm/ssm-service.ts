import type { ServiceHandler } from '../../wire/service.ts';
import { commandOperations } from './commands.ts';
import { inventoryOperations } from './inventory.ts';

/** Systems Manager. */
export const ssmService: ServiceHandler = {
  service: 'ssm',
  protocol: 'json-1.1',
  targetPrefix: 'AmazonSSM',
  operations: { ...inventoryOperations, ...commandOperations },
};
