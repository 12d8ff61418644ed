import type { z } from 'zod';
import type { platformSettings } from '../../contract/settings.ts';

export type PlatformSettings = z.output<typeof platformSettings>;
