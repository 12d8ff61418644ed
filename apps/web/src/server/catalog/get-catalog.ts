import { actionManifests } from '@virga/response/catalog';
import { manifests } from '@virga/sources/catalog';
import type { z } from 'zod';
import type { catalogAction, catalogSource } from '../../contract/catalog.ts';
import type { PlatformCall } from '../platform/call.ts';
import { parameterSchema } from './parameter-schema.ts';

type Source = z.input<typeof catalogSource>;
type Action = z.input<typeof catalogAction>;
type Need = (typeof manifests)[number]['permissions'][number];

/** Data only: what the manifests of this version say. */
export async function getCatalog(_call: PlatformCall): Promise<{ sources: Source[]; actions: Action[] }> {
  return { sources: manifests.map(sourceOf), actions: actionManifests.map(actionOf) };
}

function sourceOf(manifest: (typeof manifests)[number]): Source {
  return {
    ...manifest,
    parameters: parameterSchema(manifest.parameters),
    targets: [...manifest.targets],
    permissions: manifest.permissions.map(needOf),
    produces: [...manifest.produces],
    steps: [...manifest.steps],
    proof: [...manifest.proof],
  };
}

function actionOf(manifest: (typeof actionManifests)[number]): Action {
  return {
    ...manifest,
    parameters: parameterSchema(manifest.parameters),
    targets: [...manifest.targets],
    permissions: manifest.permissions.map(needOf),
    volatileSources: [...manifest.volatileSources],
    restores: [...manifest.restores],
    cannotRestore: [...manifest.cannotRestore],
    proof: [...manifest.proof],
  };
}

function needOf({ action, grant, resource, why }: Need) {
  return { action, grant, resource: resource ?? null, why };
}
