/** Preload. */
export {}
