import type { z } from 'zod';
import type { accountRow } from '../../contract/accounts.ts';
import type { catalogSource } from '../../contract/catalog.ts';

export type CatalogSource = z.output<typeof catalogSource>;
export type AccountRow = z.output<typeof accountRow>;
