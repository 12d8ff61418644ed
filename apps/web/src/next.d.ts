/// <reference types="next" />
/// <reference types="next/image-types/global" />

// What Next writes into next-env.d.ts at its first build, so that a fresh clone type-checks before any build.
