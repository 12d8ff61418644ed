import type { z } from 'zod';
import type { acquisitionDetail, acquisitionRow } from '../../contract/acquisition-fields.ts';

export type AcquisitionRow = z.output<typeof acquisitionRow>;
export type AcquisitionDetail = z.output<typeof acquisitionDetail>;
