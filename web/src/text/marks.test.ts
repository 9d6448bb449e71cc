import { describe, expect, it } from 'vitest'
import { lines, runs } from './marks'

const characters = (text: string) => Array.from(text)

describe('runs', () => {
  it('cuts where marks begin and end, overlaps included', () => {
    const found = runs(characters('甲乙丙丁戊'), [
      { id: 'a', start: 1, end: 3 },
      { id: 'b', start: 2, end: 4 },
    ])
    expect(found.map(run => [run.text, run.marks])).toEqual([
      ['甲', []],
      ['乙', ['a']],
      ['丙', ['a', 'b']],
      ['丁', ['b']],
      ['戊', []],
    ])
  })

  it('counts characters and not UTF-16 units', () => {
    const found = runs(characters('𠅤乙丙'), [{ id: 'a', start: 1, end: 2 }])
    expect(found.map(run => run.text)).toEqual(['𠅤', '乙', '丙'])
  })

  it('keeps to its stretch and loses nothing of it', () => {
    const found = runs(characters('甲乙丙丁'), [{ id: 'a', start: 0, end: 4 }], 1, 3)
    expect(found).toEqual([{ text: '乙丙', start: 1, marks: ['a'] }])
    expect(runs(characters(''), [])).toEqual([])
  })
})

describe('lines', () => {
  it('leaves out blanks, indents and ends of any system', () => {
    const text = characters('  甲\r\n\r\n\u3000乙 \n')
    expect(lines(text).map(line => text.slice(line.start, line.end).join(''))).toEqual(['甲', '乙'])
  })
})
