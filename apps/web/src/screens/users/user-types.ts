import type { z } from 'zod';
import type { userRow } from '../../contract/users.ts';

export type UserRow = z.output<typeof userRow>;
