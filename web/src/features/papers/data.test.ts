import { expect, test } from 'vitest'
import { gathered, type PaperLine } from './data'

test('what several cases propose stands in one text, each proposal once', () => {
  const lines: Pick<PaperLine, 'proposed'>[] = [{ proposed: { measures: '清理堆物', basis: '消防法' } }, { proposed: { measures: '更换线路', basis: '用电规程' } }, { proposed: { measures: '清理堆物' } }]
  expect(gathered({ code: 'measures', kind: 'long-text' }, lines)).toBe('清理堆物\n更换线路')
  expect(gathered({ code: 'basis', kind: 'text' }, lines)).toBe('消防法')
  expect(gathered({ code: 'nothing', kind: 'long-text' }, lines)).toBe('')
})
