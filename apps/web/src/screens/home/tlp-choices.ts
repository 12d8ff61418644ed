export type Tlp = 'red' | 'amber' | 'green' | 'clear';

/** Traffic Light Protocol 2.0 (https://www.first.org/tlp/), in our words. */
export const tlpChoices: { value: Tlp; label: string }[] = [
  { value: 'red', label: 'RED: named persons only' },
  { value: 'amber', label: 'AMBER: the organisation and its clients, need to know' },
  { value: 'green', label: 'GREEN: the community, not public' },
  { value: 'clear', label: 'CLEAR: no limit' },
];
