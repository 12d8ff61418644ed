import { AppError } from '@virga/domain';
import { findManifest } from '@virga/sources/catalog';

/** What the catalog says of this acquisition's source; an unknown source is a row from another version. */
export function manifestOf(sourceId: string) {
  const manifest = findManifest(sourceId);
  if (!manifest) throw new AppError({ code: 'request.invalid', message: `This version knows no source ${sourceId}.` });
  return manifest;
}
