import { formatTime, type JsonValue, storableText, type TimelineEvent } from '@virga/domain';
import { foldLines, foldText } from '../query/fold-text.ts';
import type { TimelineWrite } from '../store.ts';
import { writtenColumns } from './columns.ts';
import { copyText } from './copy-text.ts';

/** Characters that COPY's text form, an array literal or the searched text writes otherwise. */
const special = /["\\\n\r\t\0\ud800-\udfff]/;
/** Longer strings are compared and remembered for more than they cost. */
const mostRemembered = 256;
const mostStrings = 256;

/**
 * Rows as lines of COPY's text form (documentation of COPY, "Text Format"). Logs repeat few strings: which of them need no
 * escape is remembered, and in which row each was last seen, so that a row's searched text names a value once.
 */
export class LineEncoder {
  readonly #seen = new Map<string, number>();
  /** Values of the present row that are not remembered: long ones, and those that need an escape. */
  readonly #odd = new Set<string>();
  #row = 0;
  #search = '';
  #micros = 0n;
  #time = '';

  line(caseId: string, { event, rawText }: TimelineWrite): string {
    this.#row++;
    this.#search = '';
    if (this.#odd.size > 0) this.#odd.clear();
    if (this.#seen.size > mostStrings) this.#seen.clear();
    let line = caseId;
    for (const [, read] of writtenColumns) {
      const value = read(event);
      if (typeof value === 'string')
        line += `\t${value.length <= mostRemembered ? this.#column(value) : copyText(value)}`;
      else if (value === null) line += '\t\\N';
      else if (typeof value === 'object') line += `\t${this.#list(value)}`;
      else if (typeof value === 'boolean') line += value ? '\tt' : '\tf';
      else line += `\t${value}`;
    }
    this.#searchColumns(event);
    this.#searchJson(event.attributes);
    for (const value of rawText) this.#add(value);
    return `${line}\t${foldLines(this.#search.slice(2))}\n`;
  }

  #isPlain(value: string): boolean {
    if (this.#seen.has(value)) return true;
    if (special.test(value)) return false;
    this.#seen.set(value, 0);
    return true;
  }

  #column(value: string): string {
    return this.#isPlain(value) ? value : copyText(value);
  }

  /** An array literal, each element quoted. */
  #list(items: readonly string[]): string {
    let text = '{';
    let isPlain = true;
    for (const item of items) {
      if (text.length > 1) text += ',';
      if (item.length <= mostRemembered && this.#isPlain(item)) text += `"${item}"`;
      else {
        isPlain = false;
        text += `"${item.replace(/["\\]/g, '\\$&')}"`;
      }
    }
    return isPlain ? `${text}}` : copyText(`${text}}`);
  }

  /** One more value of the searched text, see `searchText`: the separator stands as COPY writes a line feed. */
  #add(value: string): void {
    const last = value.length <= mostRemembered ? this.#seen.get(value) : undefined;
    if (last === this.#row || value === '') return;
    if (last === undefined && (value.length > mostRemembered || special.test(value))) {
      if (this.#odd.has(value)) return;
      this.#odd.add(value);
      this.#search += `\\n${escapedValue(value)}`;
      return;
    }
    this.#seen.set(value, this.#row);
    this.#search += `\\n${value}`;
  }

  #addMaybe(value: string | number | bigint | null): void {
    if (value !== null) this.#add(typeof value === 'string' ? value : String(value));
  }

  /** In the order of `searchText`. */
  #searchColumns(event: TimelineEvent): void {
    if (event.timeMicros !== this.#micros || this.#time === '') {
      this.#micros = event.timeMicros;
      this.#time = formatTime(event.timeMicros);
    }
    this.#add(this.#time);
    this.#searchWhat(event);
    for (const value of event.correlation) this.#add(value);
    for (const value of event.targets) this.#add(value);
    for (const { ruleId, title, techniques, tactics } of event.detections)
      for (const value of [ruleId, title, ...techniques, ...tactics]) this.#add(value);
  }

  #searchWhat(event: TimelineEvent): void {
    this.#add(event.timeRaw);
    this.#add(event.timePrecision);
    this.#add(event.timeMeaning);
    this.#add(event.severity);
    this.#add(event.source);
    this.#add(event.provider);
    this.#addMaybe(event.account);
    this.#addMaybe(event.region);
    this.#addMaybe(event.service);
    this.#add(event.action);
    this.#add(event.outcome);
    this.#addMaybe(event.errorCode);
    this.#addMaybe(event.actor);
    this.#addMaybe(event.actorType);
    this.#addMaybe(event.actorAccount);
    this.#addMaybe(event.credential);
    this.#addMaybe(event.session);
    this.#addMaybe(event.sourceIp);
    this.#addMaybe(event.sourcePort);
    this.#addMaybe(event.destinationIp);
    this.#addMaybe(event.destinationPort);
    this.#addMaybe(event.protocol);
    this.#addMaybe(event.bytesIn);
    this.#addMaybe(event.bytesOut);
    this.#addMaybe(event.packets);
    this.#addMaybe(event.userAgent);
    this.#addMaybe(event.host);
    this.#addMaybe(event.target);
    this.#add(event.message);
    this.#add(event.uid);
    this.#add(event.record.object);
    this.#addMaybe(event.record.offset);
    this.#addMaybe(event.record.length);
    this.#add(event.parser);
  }

  #searchJson(value: JsonValue): void {
    if (typeof value === 'string') this.#add(value);
    else if (value === null) return;
    else if (typeof value !== 'object') this.#add(String(value));
    else if (Array.isArray(value)) for (const inner of value) this.#searchJson(inner);
    else for (const inner of Object.values(value)) this.#searchJson(inner);
  }
}

function escapedValue(value: string): string {
  return copyText(foldText(storableText(value)));
}
