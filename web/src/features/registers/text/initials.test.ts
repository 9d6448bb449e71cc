import { expect, it } from 'vitest'
import { initials, means } from './initials'

it('knows the first letters', () => {
  expect(['市政消火栓', '安全生产', '监督检查', '欧阳', '网格员', '应急预案', 'AED 设备'].map(initials)).toEqual(['szxhs', 'aqsc', 'jdjc', 'oy', 'wgy', 'yjya', 'aedsb'])
})

it('finds by words in either language and by initials', () => {
  const names = ['市政消火栓', 'Municipal hydrants']
  expect(['消火', 'xhs', 'HYDR', ' ', 'xhq'].map(search => means(search, names))).toEqual([true, true, true, true, false])
})
