export * from './catalog.ts';
export { parseFormatObject } from './parse-format-object.ts';
export {
  type AwsCollector,
  collectorIds,
  loadCollector,
  loadParser,
  parserFormats,
} from './registry.ts';
