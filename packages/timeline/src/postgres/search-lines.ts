import { formatTime, type JsonValue, type TimelineEvent } from '@virga/domain';
import type { TimelineWrite } from '../store.ts';

/** Rows share many values with the rows around them; more than these few hundred would only be carried along. */
const mostRemembered = 256;

/** `searchText` for many rows of one log, without its storable escapes: one growing table instead of a new one for each row. */
export class SearchLines {
  readonly #seen = new Map<string, number>();
  #row = 0;
  #text = '';
  #micros = 0n;
  #time = '';

  /** Every value once, one per line, not folded yet: it shows whether the row's text needs escapes at all. */
  valuesOf({ event, rawText }: TimelineWrite): string {
    this.#row++;
    this.#text = '';
    if (this.#seen.size > mostRemembered) this.#seen.clear();
    this.#add(this.#timeOf(event.timeMicros));
    this.#addColumns(event);
    for (const value of event.correlation) this.#add(value);
    for (const value of event.targets) this.#add(value);
    for (const { ruleId, title, techniques, tactics } of event.detections)
      for (const value of [ruleId, title, ...techniques, ...tactics]) this.#add(value);
    this.#addJson(event.attributes);
    for (const value of rawText) this.#add(value);
    return this.#text.slice(1);
  }

  #timeOf(micros: bigint): string {
    if (micros !== this.#micros || this.#time === '') {
      this.#micros = micros;
      this.#time = formatTime(micros);
    }
    return this.#time;
  }

  #add(value: string): void {
    if (this.#seen.get(value) === this.#row || value === '') return;
    this.#seen.set(value, this.#row);
    this.#text += '\n';
    this.#text += value.includes('\n') ? value.replaceAll('\n', '\r') : value;
  }

  #addMaybe(value: string | null): void {
    if (value !== null) this.#add(value);
  }

  #addNumber(value: number | bigint | null): void {
    if (value !== null) this.#add(String(value));
  }

  /** In the order of `searchText`. */
  #addColumns(event: TimelineEvent): void {
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
    this.#addNumber(event.sourcePort);
    this.#addMaybe(event.destinationIp);
    this.#addNumber(event.destinationPort);
    this.#addMaybe(event.protocol);
    this.#addNumber(event.bytesIn);
    this.#addNumber(event.bytesOut);
    this.#addNumber(event.packets);
    this.#addMaybe(event.userAgent);
    this.#addMaybe(event.host);
    this.#addMaybe(event.target);
    this.#add(event.message);
    this.#add(event.uid);
    this.#add(event.record.object);
    this.#addNumber(event.record.offset);
    this.#addNumber(event.record.length);
    this.#add(event.parser);
  }

  #addJson(value: JsonValue): void {
    if (typeof value === 'string') this.#add(value);
    else if (value === null) return;
    else if (typeof value !== 'object') this.#add(String(value));
    else if (Array.isArray(value)) for (const inner of value) this.#addJson(inner);
    else for (const inner of Object.values(value)) this.#addJson(inner);
  }
}
