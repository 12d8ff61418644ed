import { formatTime, type JsonValue, type TimelineEvent } from '@virga/domain';
import type { TimelineWrite } from '../store.ts';

/**
 * The values of `searchText` for many rows, without its escapes, neither folded nor freed of what repeats: a table of a row's values
 * cost more than all the rest of writing it, and a value that stands there twice is found as well.
 */
export class SearchLines {
  #text = '';
  #micros = 0n;
  #time = '';

  /** `hasLineFeeds` false: no value of the attributes has one, so that none is looked at for it. */
  valuesOf({ event, rawText }: TimelineWrite, hasLineFeeds = true): string {
    this.#text = this.#timeOf(event.timeMicros);
    this.#addColumns(event);
    for (const value of event.correlation) this.#add(value);
    for (const value of event.targets) this.#add(value);
    for (const { ruleId, title, techniques, tactics } of event.detections)
      for (const value of [ruleId, title, ...techniques, ...tactics]) this.#add(value);
    this.#addJson(event.attributes, hasLineFeeds);
    for (const value of rawText) this.#add(value);
    return this.#text;
  }

  #timeOf(micros: bigint): string {
    if (micros !== this.#micros || this.#time === '') {
      this.#micros = micros;
      this.#time = formatTime(micros);
    }
    return this.#time;
  }

  #add(value: string): void {
    if (value === '') return;
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
    if (event.actorAccount !== event.account) this.#addMaybe(event.actorAccount);
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
    if (event.target !== event.targets[0]) this.#addMaybe(event.target);
    this.#add(event.message);
    this.#add(event.uid);
    this.#add(event.record.object);
    this.#addNumber(event.record.offset);
    this.#addNumber(event.record.length);
    this.#add(event.parser);
  }

  #addJson(value: JsonValue, hasLineFeeds: boolean): void {
    if (typeof value === 'string') {
      if (hasLineFeeds) this.#add(value);
      else if (value !== '') this.#text += `\n${value}`;
    } else if (value === null) return;
    else if (typeof value !== 'object') this.#text += `\n${value}`;
    else if (Array.isArray(value)) for (const inner of value) this.#addJson(inner, hasLineFeeds);
    else for (const key in value) this.#addJson(value[key]!, hasLineFeeds);
  }
}
