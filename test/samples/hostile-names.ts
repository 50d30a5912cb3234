/** Names that broke somebody's import, export or screen: each is kept to the letter, or its line is refused by name. */

export interface HostileName {
  readonly what: string
  readonly name: string
  /** What is kept; null where the line is refused for a control character. */
  readonly kept: string | null
}

const kept = (what: string, name: string, as: string = name): HostileName => ({ what, name, kept: as })

export const hostileNames: readonly HostileName[] = [
  kept('a formula', '=HYPERLINK("http://x.example","y")'),
  kept('a formula that starts a program', "=cmd|' /C calc'!A0"),
  kept('a plus', '+1+1'),
  kept('a minus', '-2+3'),
  kept('an at sign', '@SUM(1+1)'),
  kept('a full-width equals sign', '＝1+1'),
  kept('a disarmed formula', "'=1+1", '=1+1'),
  kept('quotes', 'Ada "the count" Lovelace'),
  kept('a quote at the end', 'Ada"'),
  kept('commas and semicolons', 'Lovelace, Ada; Dr'),
  kept('two lines', '二行\n氏名'),
  kept('a line end of Windows', 'two\r\nlines'),
  kept('a tab inside', 'a\tb'),
  { what: 'a NUL', name: 'a\u0000b', kept: null },
  { what: 'an escape sequence', name: '\u001b[2Jgone', kept: null },
  { what: 'a C1 control', name: 'a\u009bb', kept: null },
  kept('right to left override', '\u202egnp.exe'),
  kept('Arabic', 'محمد علي'),
  kept('zero-width letters', 'a\u200bd\u200da'),
  kept('an emoji of several', '👩‍👩‍👧‍👦 family'),
  kept('combining marks', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L'.normalize('NFC')),
  kept('decomposed kana', 'か\u3099き\u3099', 'がぎ'),
  kept('a tag and a script', '<img src=x onerror=alert(1)><script>alert(1)</script>'),
  kept('SQL', "Robert'); DROP TABLE accounts;--"),
]
