import { describe, expect, it } from 'vitest'
import { browserOf } from './browser'

describe('the name of a browser', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36', 'Chrome · Windows'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0', 'Edge · Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Safari/604.1', 'Safari · iOS'],
    ['curl/8.0', '其他浏览器'],
    [null, '其他浏览器'],
  ])('is taken from what it says: %s', (agent, name) => {
    expect(browserOf(agent, '其他浏览器')).toBe(name)
  })
})
