import { describe, expect, it } from 'vitest'
import { blocks, isTable, type Block } from './layout'

const characters = (text: string) => Array.from(text)

/** Lines as text, tables as rows of cells. */
function shown(text: string) {
  const all = characters(text)
  const cut = ({ start, end }: { start: number; end: number }) => all.slice(start, end).join('')
  return blocks(all).map((block: Block) => (isTable(block) ? block.rows.map(row => row.map(cut)) : cut(block)))
}

describe('blocks', () => {
  it('leaves out blanks, indents and ends of any system', () => {
    expect(shown('  甲\r\n\r\n\u3000乙 \n')).toEqual(['甲', '乙'])
  })

  it('gathers lines with tabs into one table, empty cells included', () => {
    expect(shown('前\n序号\t任务\t时限\n1\t 建站 \t6月底\n\t复查\t\n后')).toEqual([
      '前',
      [
        ['序号', '任务', '时限'],
        ['1', '建站', '6月底'],
        ['', '复查', ''],
      ],
      '后',
    ])
  })

  it('takes a tab at the edge of a line for an indent', () => {
    expect(shown('\t抄 送：市政府办。\t\n')).toEqual(['抄 送：市政府办。'])
  })

  it('ends a table at a blank line, and keeps a break inside a cell', () => {
    expect(shown('甲\t乙\u2028丙\r\n\r\n丁\t戊')).toEqual([[['甲', '乙\u2028丙']], [['丁', '戊']]])
  })
})
