import type { z } from 'zod';
import type { actionDetail, actionRow, actionStep } from '../../contract/action-fields.ts';
import type { catalogAction } from '../../contract/catalog.ts';

export type ActionRow = z.output<typeof actionRow>;
export type ActionDetail = z.output<typeof actionDetail>;
export type ActionStep = z.output<typeof actionStep>;
export type CatalogAction = z.output<typeof catalogAction>;
