/** Which spelling word stands for each character of a key group (ICAO/NATO alphabet). */

/**
 * Base32 holds A–Z and 2–7, so no character is mistaken for another once it is a word.
 * @param group characters of a key as shown, in either case
 * @returns one locale key per character, in order
 */
export const spellingKeys = (group: string): string[] =>
  [...group.toUpperCase()]
    .filter((character) => /[A-Z2-7]/.test(character))
    .map((character) => `otp.spelling.${character}`)
