import { config } from 'zod';

// Runs before any page's code. Zod asks `new Function` whether it may compile its schemas; our CSP refuses, and reports that as
// a violation although Zod catches it. Schemas that never compile never ask.
config({ jitless: true });
