export * from './catalog.ts';
export {
  type AwsCollector,
  collectorIds,
  loadCollector,
  loadParser,
  parserFormats,
} from './registry.ts';
