import { describe, expect, it } from 'vitest'
import { runs, spread } from './marks'

const characters = (text: string) => Array.from(text)
const mark = (id: string, start: number, end: number) => ({ id, start, end })

describe('runs', () => {
  it('cuts where marks begin and end, overlaps included', () => {
    const found = runs(characters('甲乙丙丁戊'), [mark('a', 1, 3), mark('b', 2, 4)])
    expect(found.map(run => [run.text, run.marks.map(mark => mark.id)])).toEqual([
      ['甲', []],
      ['乙', ['a']],
      ['丙', ['a', 'b']],
      ['丁', ['b']],
      ['戊', []],
    ])
  })

  it('counts characters and not UTF-16 units', () => {
    const found = runs(characters('𠅤乙丙'), [mark('a', 1, 2)])
    expect(found.map(run => run.text)).toEqual(['𠅤', '乙', '丙'])
  })

  it('keeps to its stretch and loses nothing of it', () => {
    const found = runs(characters('甲乙丙丁'), [mark('a', 0, 4)], 1, 3)
    expect(found).toEqual([{ text: '乙丙', start: 1, end: 3, marks: [mark('a', 0, 4)] }])
    expect(runs(characters(''), [])).toEqual([])
  })
})

describe('spread', () => {
  it('gives each line the marks that touch it, one over several lines included', () => {
    const lines = [mark('', 0, 4), mark('', 5, 8), mark('', 9, 12)]
    const found = spread(lines, [mark('late', 9, 10), mark('long', 2, 10), mark('first', 0, 1)])
    expect(found.map(marks => marks.map(mark => mark.id))).toEqual([['first', 'long'], ['long'], ['long', 'late']])
  })

  it('gives the same as looking at every mark for every line', () => {
    const lines = Array.from({ length: 40 }, (_, n) => mark('', n * 5, n * 5 + 4))
    const marks = Array.from({ length: 60 }, (_, n) => mark(String(n), (n * 37) % 190, ((n * 37) % 190) + (n % 9)))
    const slow = lines.map(line => marks.filter(mark => mark.start < line.end && mark.end > line.start).map(mark => mark.id))
    const fast = spread(lines, marks).map((found, n) => found.filter(mark => mark.start < lines[n]!.end).map(mark => mark.id))
    expect(fast.map(ids => [...ids].sort())).toEqual(slow.map(ids => [...ids].sort()))
  })

  it('takes ten thousand lines with ten thousand marks without a pause', () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => mark('', n * 50, n * 50 + 49))
    const marks = Array.from({ length: 10_000 }, (_, n) => mark(String(n), n * 50 + 3, n * 50 + 20))
    const start = performance.now()
    expect(spread(lines, marks).flat()).toHaveLength(10_000)
    expect(performance.now() - start).toBeLessThan(500)
  })
})
