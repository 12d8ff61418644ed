'use client';

import { createContext } from 'react';

/** IANA name of the zone that a case shows beside UTC, on hover of a time; null when nobody chose one. */
export const SecondZone = createContext<string | null>(null);
