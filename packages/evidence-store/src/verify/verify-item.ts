/** One thing wrong with the bytes of an evidence item, and where. */
export interface ItemProblem {
  kind: 'missing' | 'unexpected' | 'size' | 'altered' | 'manifest';
  /** File name inside the item. */
  file: string;
  /** First byte of the chunk that does not match; null when the whole file is meant. */
  offset: number | null;
  length: number | null;
  /** A plain sentence. */
  sentence: string;
}
