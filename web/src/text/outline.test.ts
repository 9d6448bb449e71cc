import { describe, expect, it } from 'vitest'
import { outline } from './outline'

describe('outline', () => {
  const text = Array.from('一、总则\n1．甲乙。\n（1）丙\n二、附则\n1．丁')
  const clause = (path: string, level: number, start: number, end: number, title?: string) => ({ path, level, start, end, title })
  const clauses = [
    clause('一', 1, 0, 15, '总则'),
    clause('一/1', 2, 5, 15),
    clause('一/1/（1）', 3, 11, 15),
    clause('二', 1, 16, 24, '附则'),
    clause('二/1', 2, 21, 24),
  ]

  it('counts a target once in each clause that states it, whatever the depth', () => {
    const rows = outline(text, clauses, [
      { citations: [{ start: 14 }, { start: 8 }] },
      { citations: [{ start: 23 }, { start: 14 }] },
      { citations: [{ start: 2 }] },
    ])
    expect(rows.map(row => [row.label, row.targets])).toEqual([
      ['一', 3],
      ['1', 2],
      ['二', 1],
      ['1', 1],
    ])
  })

  it('names a clause without a heading by its first words', () => {
    expect(outline(text, clauses, []).map(row => row.words)).toEqual(['总则', '甲乙。', '附则', '丁'])
  })
})
