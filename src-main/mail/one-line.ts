/** Text of people and servers on one line: a line break in a name must not make a header, or a line like a code. */

/** @returns well-formed text; each run of white space, line ends and control characters is one space, none at the ends. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
