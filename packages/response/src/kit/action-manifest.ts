import type { Provider } from '@virga/domain';
import type { ParameterHint, PermissionNeed, RunProof } from '@virga/source-kit';
import type { z } from 'zod';

/** Data only: loads no SDK. Folder path = id = registry key = docs page. */
export interface ActionManifest<P extends z.ZodType = z.ZodType> {
  id: string;
  title: string;
  provider: Provider;
  /** One sentence: what it cuts. */
  does: string;
  parameters: P;
  hints: Record<string, ParameterHint>;
  /** Which inventory kinds offer this action. */
  targets: readonly ('instance' | 'role' | 'user')[];
  permissions: readonly PermissionNeed[];
  /** Sources whose evidence of the target this action makes harder or impossible to get: the gate asks for them first. */
  volatileSources: readonly string[];
  /** What undo restores, and what it cannot, in general; the plan says it for this target. */
  restores: readonly string[];
  cannotRestore: readonly string[];
  proof: readonly RunProof[];
}
