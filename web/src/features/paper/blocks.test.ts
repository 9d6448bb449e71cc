import { describe, expect, it } from 'vitest'
import { isTable } from '../../text/layout'
import { headingMarks, styled } from './blocks'

const text =
  '临政安〔2026〕7号\n临海街道办事处\n关于下达目标的通知\n各社区：\n现下达给你们。\n临海街道办事处\n2026年3月5日\n2026年度目标\n一、总则\n1．甲。丙\n序号\t任务\n抄送：市政府办。\n市政府办公室印发'
const characters = Array.from(text)
const place = (words: string, from = 0): [number, number] => {
  const start = text.indexOf(words, from)
  return [start, start + words.length]
}
const top = { path: '一', level: 1, start: place('一、')[0], end: text.length, own_end: 0, title: '总则', title_end: place('总则')[1] }
const second = { path: '一/1', level: 2, start: place('1．')[0], end: text.length, own_end: 0, title: '甲', title_end: place('甲')[1] }
const paper = {
  head: {
    doc_number: place('临政安〔2026〕7号'),
    title: [place('临海街道办事处')[0], place('关于下达目标的通知')[1]] as [number, number],
    signature: place('临海街道办事处', 40),
    issued_on: place('2026年3月5日'),
    body: top.start,
  },
  addressees: ['各社区'],
  copies_to: '市政府办。',
  clauses: [top, second],
}

describe('the look of each line', () => {
  it('follows what the server says of it', () => {
    const looks = styled(characters, paper).map(({ block, look }) => [isTable(block) ? 'table' : characters.slice(block.start, block.end).join(''), look])
    expect(looks).toEqual([
      ['临政安〔2026〕7号', 'number'],
      ['临海街道办事处', 'title'],
      ['关于下达目标的通知', 'title'],
      ['各社区：', 'flush'],
      ['现下达给你们。', 'body'],
      ['临海街道办事处', 'signature'],
      ['2026年3月5日', 'date'],
      ['2026年度目标', 'annex'],
      ['一、总则', 'level-1'],
      ['1．甲。丙', 'body'],
      ['table', 'table'],
      ['抄送：市政府办。', 'copies'],
      ['市政府办公室印发', 'copies'],
    ])
  })

  it('marks the headings of two levels where they stand', () => {
    const found = headingMarks(paper).map(mark => [mark.className, characters.slice(mark.start, mark.end).join('')])
    expect(found).toEqual([
      ['run-1', '一、总则'],
      ['run-2', '1．甲'],
    ])
  })
})
