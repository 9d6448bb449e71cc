import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './desk'

/** Nothing that keeps somebody from reading or using the page. */
export async function expectAccessible(page: Page, where: string, part = 'body') {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const shown = grave.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`)
  expect(shown, where).toEqual([])
}

/** Words of the page in the script of the other language; what a notice says is marked as Chinese. */
export async function expectOneLanguage(page: Page, language: 'zh' | 'en', where: string) {
  const found = await page.evaluate(language => {
    const foreign = language === 'en' ? /\p{Script=Han}/u : /[A-Za-z]{2,}/
    const known = /English|中文|Word|Excel|PDF|GeoJSON|MB|\.docx|\.txt|admin/g
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const strays: string[] = []
    while (walker.nextNode()) {
      const text = (walker.currentNode.textContent ?? '').replace(known, '')
      const element = walker.currentNode.parentElement
      const isContent = !element || element.closest('[lang="zh-CN"]:not(html), textarea, script, style, .ant-select-content, .ant-select-item')
      if (!isContent && foreign.test(text)) strays.push(text)
    }
    return strays
  }, language)
  expect(found, `${where} in ${language}`).toEqual([])
}
