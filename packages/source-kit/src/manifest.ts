import type { AcquisitionStep, Grant, Provider } from '@virga/domain';
import type { z } from 'zod';

/** One API permission a source needs, under which of the four grants, and why. Permission documents are generated from these. */
export interface PermissionNeed {
  /** As the provider writes it: `ec2:DescribeInstances`. */
  action: string;
  grant: Grant;
  /** Resource pattern; absent means every resource (`*`). */
  resource?: string;
  /** Provider's condition block, JSON, when the permission is narrowed. */
  condition?: Record<string, Record<string, string | string[]>>;
  why: string;
}

/** Where a source or action has really run (forensics.md, 14). */
export interface RunProof {
  where: 'range' | 'independent' | 'live';
  note: string;
}

/** A form field's hint for the acquire page: the parameter's JSON schema gives type and limits, this gives words. */
export interface ParameterHint {
  label: string;
  help: string;
}

/** Data only: loads no SDK and no parser. Folder path = id = registry key = docs page. */
export interface SourceManifest<P extends z.ZodType = z.ZodType> {
  id: string;
  title: string;
  provider: Provider;
  /** One sentence: what it brings into the case. */
  brings: string;
  parameters: P;
  hints: Record<string, ParameterHint>;
  /** Which inventory kinds offer "collect this". */
  targets: readonly ('account' | 'instance' | 'trail' | 'bucket' | 'principal')[];
  permissions: readonly PermissionNeed[];
  /** Formats of the evidence sets it seals: key of a parser. */
  produces: readonly { format: string; title: string; kind: 'pack' | 'image' }[];
  /** What the rows made of it say as their source on the timeline: gaps of this source are gaps of those. */
  timelineSources: readonly string[];
  /** 1 evaporates first (memory) … 9 stable. */
  volatility: number;
  /** Why and when it is gone. */
  retention: string;
  /** Does collecting change the target, and how. */
  effect: { altersTarget: boolean; sentence: string };
  cost: string;
  steps: readonly AcquisitionStep[];
  proof: readonly RunProof[];
}
