/** Names and first lines of all files are as the house has them, and each habit is shown to be looked after. */
import { describe, expect, it } from 'vitest'
import { checkHabits } from './check-habits'
import { fixtures, sourceFiles } from './source-files'

describe('the habits of the house', () => {
  it('are kept by every file', () => {
    const files = sourceFiles('src-main', 'src-preload', 'src-renderer', 'test')
    const broken = files.flatMap((file) => checkHabits(file).map((habit) => `${file.path}: ${habit}`))
    expect(broken).toEqual([])
  })

  it.each(fixtures().filter(({ checker }) => checker === 'habits'))('catch $name', (fixture) => {
    expect(checkHabits(fixture)).toEqual([fixture.breaks])
  })
})
