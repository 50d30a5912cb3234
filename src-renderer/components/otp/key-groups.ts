/** An OTP key as text, cut into the groups in which it is shown and read aloud. */

/**
 * @param secret base32 text without padding, 16 to 103 characters
 * @returns groups of four; the last may be shorter
 */
export const keyGroups = (secret: string): string[] => secret.replace(/\s/g, '').match(/.{1,4}/gu) ?? []
